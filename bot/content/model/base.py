"""What every piece of content is: strict and immutable; and what it rests on."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Extra, validator

from bot.content.model.terms import Certainty


def not_empty(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The values. Raises ValueError where there is none."""
    if not values:
        raise ValueError("at least one is needed")
    return values


def not_empty_mapping(values: dict[Any, Any]) -> dict[Any, Any]:
    """The values. Raises ValueError where there is none."""
    if not values:
        raise ValueError("at least one is needed")
    return values


class Entry(BaseModel):
    """A piece of content: no field is unknown, none changes, no text is empty."""

    class Config:
        frozen = True
        extra = Extra.forbid
        anystr_strip_whitespace = True
        min_anystr_length = 1


class SignOff(Entry):
    """Who took responsibility, and when."""

    role: str
    dated: date


class Sourced(Entry):
    """Something that must say where it comes from.

    ``sign_off`` is the role that must sign what rests on practice knowledge before it is
    released; ``signed`` says who did, and when.
    """

    sources: tuple[str, ...]
    certainty: Certainty = Certainty.SEEN
    sign_off: str | None = None
    signed: SignOff | None = None

    _has_source = validator("sources", allow_reuse=True)(not_empty)


class Fact(Sourced):
    """One sentence with its source."""

    text: str


class Source(Entry):
    """Where a fact was read."""

    id: str
    title: str
    publisher: str
    date: str
    where: str
    seen: Literal["full", "part", "summary", "not read"]
    note: str | None = None
