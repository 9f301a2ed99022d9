"""What is known, and what is not, about one child."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from bot.content.model import AgeBand

UNKNOWN = "unknown"


class ConcernStatus(str, Enum):
    """How the practitioner ticked a concern."""

    PRESENT = "present"
    PAST = "past"


class Parents(str, Enum):
    """What the parents or carers know and agree to."""

    AGREE = "agree"
    REFUSE = "refuse"
    NOT_TOLD = "not_told"
    NOT_SAFE_TO_TELL = "not_safe_to_tell"
    UNKNOWN = "unknown"


class OpenTo(str, Enum):
    """The plan or status that the child already has."""

    NOBODY = "nobody"
    EARLY_HELP = "early_help"
    CHILD_IN_NEED = "child_in_need"
    CHILD_PROTECTION = "child_protection"
    LOOKED_AFTER = "looked_after"
    UNKNOWN = "unknown"


class Tried(str, Enum):
    """What earlier help did."""

    NOTHING_YET = "nothing_yet"
    HELPING = "helping"
    NO_CHANGE = "no_change"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Concern:
    """An indicator in this case. ``guessed``: no words name it, and nobody has ticked it or been told that it
    was added."""

    indicator: str
    status: ConcernStatus = ConcernStatus.PRESENT
    guessed: bool = False


@dataclass(frozen=True)
class Situation:
    """One child's situation. Sets, so that order and repetition cannot matter (rule 1).

    ``home`` and ``place`` are partnership ids, ``outside_england`` or None (not known):
    where the child lives, and where the child is now. ``answers`` pairs the ids of
    deciding questions with the chosen options; an answer of ``unknown`` is the same as
    none (rule 7). ``other_children`` is None until it is known.
    """

    home: str | None = None
    place: str | None = None
    role: str | None = None
    age: AgeBand | None = None
    concerns: frozenset[Concern] = frozenset()
    answers: frozenset[tuple[str, str]] = frozenset()
    vulnerabilities: frozenset[str] = frozenset()
    protective: frozenset[str] = field(default=frozenset())
    parents: Parents = Parents.UNKNOWN
    open_to: OpenTo = OpenTo.UNKNOWN
    tried: Tried = Tried.UNKNOWN
    other_children: bool | None = None
    danger: bool = False
    disagreement: bool = False
    unsure: bool = False
