"""Guides: short guided conversations that end in a text to copy."""

from __future__ import annotations

from pydantic import Field, validator

from bot.content.model import AgeBand, Entry, Sourced, Tier, not_empty


class When(Entry):
    """When something is said: everything that is named must hold, and nothing named always holds.

    ``answers`` maps a question to the answers with which it holds; ``roles`` are groups of roles,
    ``areas`` ids of partnerships. ``concerns`` asks whether any worry about the child is known, ``red_flag``
    whether one of them needs action at once.
    """

    answers: dict[str, tuple[str, ...]] = {}
    topics: tuple[str, ...] = ()
    tiers: tuple[Tier, ...] = ()
    ages: tuple[AgeBand, ...] = ()
    roles: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    concerns: bool | None = None
    red_flag: bool | None = None


class Advice(Sourced):
    """A headed list of what to do or say."""

    heading: str
    when: When = When()
    lines: tuple[str, ...]

    _has_lines = validator("lines", allow_reuse=True)(not_empty)


class DraftPart(Entry):
    """A part of a text to copy.

    A line that is ``{concerns}``, ``{strengths}`` or ``{unknowns}`` becomes a list.
    """

    heading: str | None = None
    when: When = When()
    lines: tuple[str, ...]


class Draft(Entry):
    """A text to copy. What only the practitioner knows is left open in square brackets."""

    title: str
    parts: tuple[DraftPart, ...]

    _has_parts = validator("parts", allow_reuse=True)(not_empty)


class ComeBack(Entry):
    """When to look again, in working days; the first that holds counts."""

    when: When = When()
    working_days: int = Field(..., ge=0)


class Guide(Sourced):
    """A few questions, then advice and a text to copy.

    ``signs`` are the ways in which people ask for it. ``questions`` are ids of data/guidance/intake; what has
    been answered before is not asked again.
    """

    id: str
    label: str
    hint: str | None = None
    signs: tuple[str, ...]
    questions: tuple[str, ...] = ()
    advice: tuple[Advice, ...]
    draft: Draft
    come_back: tuple[ComeBack, ...] = ()

    _has_signs = validator("signs", allow_reuse=True)(not_empty)
