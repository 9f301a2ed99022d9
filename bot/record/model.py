"""The record as plain data: its parts in order, and what the practitioner writes for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import Enum
from typing import Any


class Field(str, Enum):
    """What the practitioner can write, in the order of the form."""

    SAW = "saw"
    CHILD_WORDS = "child_words"
    OPINION = "opinion"
    DECISION = "decision"
    REASON = "reason"
    CONSULTED = "consulted"
    CONTACTED = "contacted"
    REVIEW = "review"


@dataclass(frozen=True)
class Written:
    """What the practitioner wrote, already redacted. ``decision`` is the id of a route, or empty."""

    saw: str = ""
    child_words: str = ""
    opinion: str = ""
    decision: str = ""
    reason: str = ""
    consulted: str = ""
    contacted: str = ""
    review: date | None = None


class Missing(Exception):
    """Fields that have to be filled in first. ``fields`` maps each to the key of a sentence that says why."""

    def __init__(self, fields: Mapping[Field, str]) -> None:
        self.fields = dict(fields)
        super().__init__(", ".join(field.value for field in fields))


@dataclass(frozen=True)
class Part:
    """A headed part. ``pairs`` are labels with values; an empty value is a line to write on."""

    heading: str
    text: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Record:
    """A record that can be filed: ``made`` is its date and time in words."""

    reference: str
    title: str
    made: str
    promise: str
    parts: tuple[Part, ...]

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON-safe data."""
        return asdict(self)


def from_dict(data: Mapping[str, Any]) -> Record:
    """The record that ``to_dict`` gave."""
    parts = tuple(
        Part(
            one["heading"],
            tuple(one["text"]),
            tuple(one["bullets"]),
            tuple((label, value) for label, value in one["pairs"]),
        )
        for one in data["parts"]
    )
    return Record(data["reference"], data["title"], data["made"], data["promise"], parts)
