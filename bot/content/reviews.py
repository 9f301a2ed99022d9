"""Who has read which content as a whole: roles and days, never a person's name (reviews.yml)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import yaml
from pydantic import BaseModel

from bot.content.check import fingerprint
from bot.content.load import Content, ContentError, Problem, load_file
from bot.content.model import SignOff
from bot.content.problem import sourced
from bot.content.release import REVIEW_DAYS, Unready

FILE = "reviews.yml"
_HEADER = """\
# Who has read the content as a whole, and when. `guidance content review` writes it: roles, never names.
# A review holds for exactly the content that has its fingerprint.
"""


class Review(SignOff):
    """A role that read the content with this fingerprint, and what that role is called locally."""

    edition: str
    fingerprint: str
    called: str | None = None


class _Reviews(BaseModel):
    reviews: tuple[Review, ...]

    class Config(SignOff.Config):
        pass


def read(folder: Path) -> tuple[Review, ...]:
    """Every review ever noted, the oldest first. Raises ContentError if the file is not as it should be."""
    path = folder / FILE
    if not path.exists():
        return ()
    found, problems = load_file(_Reviews, path)
    if found is None:
        raise ContentError(problems)
    return found.reviews


def add(folder: Path, review: Review) -> None:
    """Note a review; an earlier one of the same role and content gives way to it. Raises ContentError."""
    same = (review.role, review.fingerprint)
    kept = [one for one in read(folder) if (one.role, one.fingerprint) != same]
    entries = [one.dict(exclude_none=True) for one in (*kept, review)]
    text = yaml.safe_dump({"reviews": entries}, sort_keys=False, allow_unicode=True)
    (folder / FILE).write_text(_HEADER + text, "utf-8")


def of_today(folder: Path, today: date) -> list[Review]:
    """Reviews of exactly the content as it is now, no more than a year old. Raises ContentError."""
    mark, oldest = fingerprint(folder), today - timedelta(days=REVIEW_DAYS)
    return [one for one in read(folder) if one.fingerprint == mark and oldest <= one.dated <= today]


def unreviewed(folder: Path, content: Content, today: date) -> list[Unready]:
    """One reason against a release if nobody has reviewed the content as it is now, or not for a year.

    Raises ContentError.
    """
    if of_today(folder, today):
        return []
    message = "nobody has reviewed the content as it is now within a year"
    mend = "let a role read what changed ('guidance content changes'), then 'guidance content review'"
    found = Problem(f"{folder.parent.name}/{folder.name}/{FILE}", 1, message, mend)
    return [Unready("review", content.edition.sign_off, found)]


def roles(content: Content) -> list[str]:
    """The roles that the content knows: those that sign something in it or keep it right."""
    named = {content.edition.sign_off}
    for _, _, item in sourced(content):
        signed = item.signed.role if item.signed else None
        named |= {role for role in (item.sign_off, signed, getattr(item, "owner_role", None)) if role}
    named |= {area.signed_off.role for area in content.partnerships.values() if area.signed_off}
    return sorted(named, key=str.casefold)
