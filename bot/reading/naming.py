"""Mentions that meaning makes, and signs that it only asks about."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from bot.reading.model import Facts, Mention, Status
from bot.reading.stretches import Stretch

METHOD = "meaning"
GONE = (Status.DENIED, Status.PAST, Status.SOMEONE_ELSE, Status.FAMILY_HISTORY)


class Weighed(NamedTuple):
    """What is so, is not so or is asked about; whether somebody's decision is disputed, None where only the
    words that were read tell; whether a plan may be open where words say that one is; and whether somebody is
    in danger now."""

    mentions: tuple[Mention, ...]
    is_disputed: bool | None = None
    may_be_open: bool = True
    is_danger: bool = False

    def facts(self, read: Facts) -> Facts:
        """The facts that were read, as far as they fit the whole of what was told."""
        return replace(
            read,
            disagreement=read.disagreement if self.is_disputed is None else self.is_disputed,
            open_to=read.open_to if self.may_be_open else None,
            danger=read.danger or self.is_danger,
            danger_guessed=self.is_danger and not read.danger,
        )


def mention(indicator: str, part: Stretch, chance: float) -> Mention:
    """An indicator that meaning named for a stretch of text."""
    return Mention(indicator, part.status, part.text, part.start, part.end, round(chance, 2), METHOD)


def asked_about(found: Mention) -> Mention:
    """A sign that does not count until somebody says so."""
    return replace(found, status=Status.HYPOTHETICAL, confidence=round(found.confidence / 2, 2))
