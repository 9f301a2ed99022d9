"""From draft to published: which step the content is at and the next one. Content is files in git."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from bot.content import edition_file, reviews
from bot.content.check import fingerprint, seal
from bot.content.load import Content
from bot.content.model import Edition
from bot.content.reviews import Review

_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}")


class Refused(Exception):
    """The step cannot be taken. The message says why, and what to do first."""


class Step(Enum):
    """Where the content stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    # published, and then changed without a new edition
    CHANGED = "changed"


@dataclass(frozen=True)
class State:
    """The edition, the one that was sealed last, and who has reviewed exactly this content within a year.

    ``stale`` are reviews of this edition that hold no longer, because of a change or a year that went by.
    """

    edition: Edition
    sealed: str
    step: Step
    reviews: tuple[Review, ...]
    stale: tuple[Review, ...]


def state(folder: Path, today: date) -> State:
    """Where the content below ``folder`` stands. Raises ContentError."""
    edition = edition_file.read(folder)
    sealed, _, mark = edition.fingerprint.partition(":")
    step = Step.PUBLISHED if mark == fingerprint(folder) else Step.CHANGED
    step = step if sealed == edition.edition else Step.DRAFT
    good = reviews.of_today(folder, today)
    stale = [one for one in reviews.read(folder) if one.edition == edition.edition and one not in good]
    return State(edition, sealed, step, tuple(good), tuple(stale))


def draft(folder: Path, edition: str, today: date) -> None:
    """Open a new edition with an empty changelog entry of today.

    Raises Refused if a draft is open already or the name cannot be used, ContentError.
    """
    now = state(folder, today)
    if now.step is Step.DRAFT:
        raise Refused(f"edition {now.edition.edition} is still a draft; publish it first")
    if not _NAME.fullmatch(edition):
        raise Refused(f"{edition!r} is no name for an edition; use letters, digits and dots, like 2026.12.1")
    if edition in {one.edition for one in now.edition.changelog}:
        raise Refused(f"there has been an edition {edition} before; give it another name")
    edition_file.open_edition(folder, edition, today)


def review(folder: Path, content: Content, role: str, called: str | None, today: date) -> Review:
    """Note that ``role`` has read the content as it is now; what was noted.

    ``role`` must be one that the content names, so that it cannot be a person. Raises Refused, ContentError.
    """
    known = {one.casefold(): one for one in reviews.roles(content)}
    if role.casefold() not in known:
        raise Refused(f"{role!r} is no role that the content names. These are: {', '.join(known.values())}")
    now = state(folder, today)
    _refuse_changed(now)
    noted = Review(
        edition=now.edition.edition,
        fingerprint=fingerprint(folder),
        role=known[role.casefold()],
        called=called,
        dated=today,
    )
    reviews.add(folder, noted)
    return noted


def refuse_unready(folder: Path, today: date) -> State:
    """The state of a draft that may be published, as far as its errors are mended.

    Raises Refused if it is no draft or nobody has reviewed exactly this content, ContentError.
    """
    now = state(folder, today)
    _refuse_changed(now)
    if now.step is Step.PUBLISHED:
        raise Refused(f"edition {now.sealed} is published and nothing has changed since")
    if not now.reviews:
        why = "it changed after its review" if now.stale else "nobody has reviewed it"
        raise Refused(
            f"edition {now.edition.edition} cannot be published: {why}; see 'guidance content review'"
        )
    return now


def publish(folder: Path, today: date) -> State:
    """Seal the draft and date it today; the state before. Raises Refused, ContentError."""
    before = refuse_unready(folder, today)
    edition_file.date_edition(folder, today)
    seal(folder)
    return before


def earlier(now: State) -> str:
    """The edition to compare with: the last one published before what is in the files.

    Raises Refused if there is none.
    """
    if now.step is not Step.PUBLISHED:
        return now.sealed
    for one in now.edition.changelog:
        if one.edition != now.edition.edition:
            return one.edition
    raise Refused(f"edition {now.edition.edition} is the first; there is nothing to compare it with")


def _refuse_changed(now: State) -> None:
    if now.step is Step.CHANGED:
        raise Refused(
            f"the content has changed since edition {now.sealed} was published; "
            "open a new edition first: guidance content draft EDITION"
        )
