"""The state of one conversation: answers in order, what was read, the open step.

A Case is plain data that fits in one slot; everything else is worked out from it. It holds
no free text: what the practitioner typed leaves only indicator ids and chosen options here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.dialogue.training.state import Training
from bot.dialogue.training.state import from_dict as training_from

UNKNOWN = "unknown"
GUESSED = "guessed"  # of danger: understood from a text in which no words name it


@dataclass(frozen=True)
class Given:
    """One answer: the question, what was chosen, and the turn in which it was given."""

    question: str
    values: tuple[str, ...]
    turn: int


@dataclass(frozen=True)
class Proposal:
    """An indicator that was read in text or picked from a list, before it is ticked.

    ``status`` is the reading's: present, past, hypothetical, denied, … ``guessed``: no words name it, it was
    understood from what they mean, and whoever looks at it is told so.
    """

    indicator: str
    status: str
    turn: int
    guessed: bool = False


@dataclass(frozen=True)
class Case:
    """One conversation about one child. Immutable: every change gives a new Case.

    ``topic`` is the id of the family of questions that was answered last. ``training`` is an exercise that
    is done beside it, and has nothing to do with this child.
    """

    turn: int = 0
    step: str = ""
    answers: tuple[Given, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    shown: tuple[str, ...] = ()
    misses: int = 0
    topic: str = ""
    training: Training = Training()

    def values(self, question: str) -> tuple[str, ...] | None:
        """What was answered to this question, or None if it has not been."""
        for given in reversed(self.answers):
            if given.question == question:
                return given.values
        return None

    def value(self, question: str) -> str | None:
        """The single answer to this question, or None."""
        values = self.values(question)
        return values[0] if values else None

    def has(self, question: str) -> bool:
        """Whether this question has an answer, "I don't know" included."""
        return self.values(question) is not None

    def with_answer(self, question: str, values: Iterable[str]) -> Case:
        """The case with this answer; an earlier answer to the same question is replaced."""
        kept = tuple(given for given in self.answers if given.question != question)
        return replace(self, answers=(*kept, Given(question, tuple(values), self.turn)))

    def without(self, questions: Iterable[str]) -> Case:
        """The case as if these questions had not been answered."""
        gone = set(questions)
        return replace(self, answers=tuple(given for given in self.answers if given.question not in gone))

    def with_proposals(
        self, proposals: Iterable[tuple[str, str]], guessed: Collection[str] = frozenset()
    ) -> Case:
        """The case with these (indicator, status) pairs read this turn; a present one outlasts others.

        ``guessed``: those of them that no words name. What words have named stays so.
        """
        known = {one.indicator: one for one in self.proposals}
        for indicator, status in proposals:
            before = known.get(indicator)
            if before is None or status == "present":
                named = before is not None and before.status in ("present", "past") and not before.guessed
                known[indicator] = Proposal(indicator, status, self.turn, indicator in guessed and not named)
        return replace(self, proposals=tuple(known.values()))

    def with_ticked(self, indicators: Collection[str]) -> Case:
        """The case in which these are no guesses any more, whatever becomes of the list of ticks."""
        proposals = (
            replace(one, guessed=one.guessed and one.indicator not in indicators) for one in self.proposals
        )
        return replace(self, proposals=tuple(proposals))

    def with_shown(self, what: str) -> Case:
        """The case, remembering that this has been shown."""
        return self if what in self.shown else replace(self, shown=(*self.shown, what))


def to_dict(case: Case) -> dict[str, Any]:
    """The case as JSON-safe data for the ``case`` slot."""
    return asdict(case)


def from_dict(data: Mapping[str, Any] | None) -> Case:
    """The case from its slot; an empty or unreadable slot is a new case."""
    if not data:
        return Case()
    return Case(
        turn=int(data["turn"]),
        step=data["step"],
        answers=tuple(Given(one["question"], tuple(one["values"]), one["turn"]) for one in data["answers"]),
        proposals=tuple(Proposal(**one) for one in data["proposals"]),
        shown=tuple(data["shown"]),
        misses=int(data["misses"]),
        topic=data.get("topic", ""),
        training=training_from(data.get("training")),
    )
