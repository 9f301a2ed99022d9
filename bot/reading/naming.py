"""Mentions that meaning makes, and signs that it only asks about."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from bot.reading.model import Mention, Status
from bot.reading.stretches import Stretch

METHOD = "meaning"
GONE = (Status.DENIED, Status.PAST, Status.SOMEONE_ELSE, Status.FAMILY_HISTORY)


class Weighed(NamedTuple):
    """What is so, is not so or is asked about, and whether somebody's decision is disputed."""

    mentions: tuple[Mention, ...]
    is_disputed: bool = False


def mention(indicator: str, part: Stretch, chance: float) -> Mention:
    """An indicator that meaning named for a stretch of text."""
    return Mention(indicator, part.status, part.text, part.start, part.end, round(chance, 2), METHOD)


def asked_about(found: Mention) -> Mention:
    """A sign that does not count until somebody says so."""
    return replace(found, status=Status.HYPOTHETICAL, confidence=round(found.confidence / 2, 2))
