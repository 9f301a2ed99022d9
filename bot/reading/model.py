"""What a reading holds: plain, immutable values that survive JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from enum import Enum
from typing import Any

from bot.content.model import AgeBand


class Status(str, Enum):
    """How an indicator was spoken of. Only ``present`` counts without a question."""

    PRESENT = "present"
    DENIED = "denied"
    PAST = "past"
    HYPOTHETICAL = "hypothetical"
    SOMEONE_ELSE = "someone_else"
    ASKED = "asked"
    FAMILY_HISTORY = "family_history"


@dataclass(frozen=True)
class Mention:
    """One indicator found in the text.

    ``text`` holds the words of the redacted clause or sentence that triggered it, ``start`` and
    ``end`` are its character offsets in ``Reading.text``, ``method`` says how it was found
    ("sign", or "sign, spelling" when a misspelt word was understood).
    """

    indicator: str
    status: Status
    text: str
    start: int
    end: int
    confidence: float
    method: str


@dataclass(frozen=True)
class Facts:
    """What else the text says about the child and the case. None and False mean "not said".

    ``danger_guessed``: no words name the danger, it was understood from what they mean.
    """

    age_years: float | None = None
    age_band: AgeBand | None = None
    vulnerabilities: tuple[str, ...] = ()
    area: str | None = None
    role: str | None = None
    open_to: str | None = None
    consent: str | None = None
    tried: str | None = None
    disagreement: bool = False
    unsure: bool = False
    other_children: bool = False
    protective: tuple[str, ...] = ()
    danger: bool = False
    danger_guessed: bool = False
    outside_england: bool = False


@dataclass(frozen=True)
class Reading:
    """The redacted text, what was recognised in it and the facts it states."""

    text: str
    mentions: tuple[Mention, ...] = ()
    facts: Facts = Facts()

    def to_dict(self) -> dict[str, Any]:
        """This reading as JSON-safe values."""
        return {
            "text": self.text,
            "mentions": [{**asdict(m), "status": m.status.value} for m in self.mentions],
            "facts": {name: _plain(value) for name, value in asdict(self.facts).items()},
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Reading:
        """The reading that ``to_dict`` wrote. Raises KeyError or TypeError on another shape."""
        facts = {
            field.name: _value(field.name, data["facts"][field.name])
            for field in fields(Facts)
            if field.name in data["facts"]
        }
        mentions = (Mention(**{**m, "status": Status(m["status"])}) for m in data["mentions"])
        return cls(text=data["text"], mentions=tuple(mentions), facts=Facts(**facts))


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _value(name: str, value: Any) -> Any:
    if name == "age_band" and value is not None:
        return AgeBand(value)
    return tuple(value) if isinstance(value, list) else value
