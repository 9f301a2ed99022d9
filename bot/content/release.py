"""What must be signed, checked or renewed before the content may be released (practice note 19)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.content.load import Content, Problem
from bot.content.model import Certainty, Contact, LocalLevel, SignOff, Sourced
from bot.content.problem import problem, sourced

REVIEW_DAYS = 365
_PRACTICE = frozenset({"practice", "practice_note"})
_UNSURE = (Certainty.UNVERIFIED, Certainty.CONFLICTING)
_REVIEW = timedelta(days=REVIEW_DAYS)


@dataclass(frozen=True)
class Unready:
    """One reason against a release: the kind of content, the role that must act, and the problem."""

    kind: str
    role: str
    problem: Problem


def unready(content: Content, today: date) -> list[Unready]:
    """Everything that stands against a release, kind by kind; empty when the content may go out.

    Signed must be: what rests on practice knowledge or on nothing certain, whatever names a
    ``sign_off`` role, and every partnership. A signature, a check of a contact and an edition last a year.
    """
    return [
        *_edition(content, today),
        *_signatures(content, today),
        *_partnerships(content, today),
        *_contacts(content, today),
    ]


def by_kind_and_role(reasons: list[Unready]) -> list[tuple[str, str, int]]:
    """How many reasons each role can settle, the largest first within each kind."""
    counts = Counter((one.kind, one.role) for one in reasons)
    return sorted(
        ((kind, role, count) for (kind, role), count in counts.items()),
        key=lambda row: (row[0], -row[2], row[1]),
    )


def needs_signature(item: Sourced) -> bool:
    """Whether a named role must answer for it: no document that was read says it for certain."""
    return (
        item.sign_off is not None
        or item.certainty is Certainty.UNVERIFIED
        or not _PRACTICE.isdisjoint(item.sources)
    )


def _edition(content: Content, today: date) -> Iterator[Unready]:
    """What carries no signature of its own, such as wording, is as old as the edition."""
    edition = content.edition
    if edition.dated > today:
        fault = (
            f"edition {edition.edition} is dated {edition.dated}, which is still to come",
            "correct the date",
        )
    elif today - edition.dated > _REVIEW:
        message = f"edition {edition.edition} is of {edition.dated}, more than a year ago"
        fault = message, "review all of it and publish a new edition"
    else:
        return
    yield Unready("edition", edition.sign_off, Problem("data/guidance/edition.yml", 1, *fault))


def _signatures(content: Content, today: date) -> Iterator[Unready]:
    for kind, key, item in sourced(content):
        if kind in ("partnerships", "contacts") or not needs_signature(item):
            continue
        role = item.sign_off or content.edition.sign_off
        if fault := _signature(item.signed, role, today):
            yield Unready(kind, role, problem(content, kind, key, *fault))


def _signature(signed: SignOff | None, role: str, today: date) -> tuple[str, str] | None:
    """What is wrong with a signature and how to mend it, if anything is."""
    if signed is None:
        return f"unsigned; the {role} must sign it", "add signed: {role, dated}"
    if signed.role != role:
        return f"signed by the {signed.role}; the {role} must sign it", "let that role sign"
    if signed.dated > today:
        return f"signed on {signed.dated}, which is still to come", "correct the date"
    if today - signed.dated > _REVIEW:
        return f"signed on {signed.dated}, more than a year ago", "let it be read and signed again"
    return None


def _partnerships(content: Content, today: date) -> Iterator[Unready]:
    for key, area in content.partnerships.items():
        signed = area.signed_off
        role = signed.role if signed else content.edition.sign_off
        if fault := _signature(signed, role, today):
            yield Unready("partnerships", role, problem(content, "partnerships", key, *fault))
        for tier, level in area.levels.items():
            if level.certainty in _UNSURE:
                found = _level(content, key, tier.value, level)
                yield Unready("levels", role, found)


def _level(content: Content, key: str, tier: str, level: LocalLevel) -> Problem:
    message = f"level {level.name!r} ({tier}) is {level.certainty.value}"
    return problem(content, "partnerships", key, message, "read it in the partnership's own document")


def _contacts(content: Content, today: date) -> Iterator[Unready]:
    for kind, key, item in sourced(content):
        if isinstance(item, Contact):
            role = item.owner_role or content.edition.sign_off
            for message, mend in _contact(item, today):
                found = problem(content, kind, key, f"contact {item.id} {message}", mend)
                yield Unready("contacts", role, found)


def _contact(contact: Contact, today: date) -> Iterator[tuple[str, str]]:
    if not contact.owner_role:
        yield "has no owner_role", "name the role that keeps it right"
    if _PRACTICE.issuperset(contact.sources):
        yield "has no source that was read", "name where the details were read"
    if contact.certainty in _UNSURE:
        yield f"is {contact.certainty.value}", f"check with {contact.check_with}"
    if contact.checked_on is None:
        yield "has no checked_on", "ring it or open it, and write the day"
    elif contact.checked_on > today:
        yield f"was checked on {contact.checked_on}, which is still to come", "correct checked_on"
    elif today - contact.checked_on > _REVIEW:
        yield f"was last checked on {contact.checked_on}", "check it, then renew checked_on"
