"""What a participant's answer at a stage got right, what differs, and which questions were worth asking.

Nothing is counted in points: a single case says too little about anyone for that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from types import MappingProxyType

from bot.content.model import Route
from bot.exercises.model import Mistake, Model, Stage, Vote, Wanted
from bot.guidance import Guidance
from bot.reading.rules import load_rules
from bot.reading.signs import SignIndex
from bot.reading.words import Vocabulary

# How much a next action asks of others. Those on one step differ in whom they ask, not in how much.
_STEP = {
    Route.UNIVERSAL: 0,
    Route.EARLY_HELP: 1,
    Route.FRONT_DOOR: 2,
    Route.ALLOCATED_WORKER: 2,
    Route.LADO: 2,
    Route.ESCALATION: 2,
    Route.STRATEGY_DISCUSSION: 3,
    Route.EMERGENCY: 4,
}
PARTS = ("route", "urgency", "tier")


class Fit(str, Enum):
    """How one part of a vote stands to the model answer; ALSO holds with a good reason."""

    SAME = "same"
    ALSO = "also"
    DIFFERS = "differs"


class Lean(str, Enum):
    """Where a vote, or a part of it, lies beside all that holds. MIXED: some of it over, some of it under."""

    LEVEL = "level"
    OVER = "over"
    UNDER = "under"
    MIXED = "mixed"


@dataclass(frozen=True)
class Answer:
    """What a participant said at a stage.

    ``wanted`` is what else they would ask, in their words, ``ticked`` places in ``Stage.wanted`` that they
    chose from a list. ``why`` are their reasons; ``named`` the ids of the signs that were read in them.
    """

    vote: Vote
    wanted: str = ""
    ticked: frozenset[int] = frozenset()
    why: str = ""
    named: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Part:
    """One part of a vote: how it fits, and which way it leans if it differs."""

    fit: Fit
    lean: Lean


@dataclass(frozen=True)
class Feedback:
    """What to tell a participant, in kindness: what was right, what differs, what they saw and asked.

    ``parts`` are by name (``PARTS``). ``mistakes`` are the exercise's own words for votes like this one.
    ``asked`` and ``missed`` are the questions worth asking. ``saw`` and ``overlooked`` are ids of signs:
    those that the participant named, and those that hold the level and were not named.
    """

    parts: Mapping[str, Part]
    lean: Lean
    mistakes: tuple[Mistake, ...]
    asked: tuple[Wanted, ...]
    missed: tuple[Wanted, ...]
    saw: tuple[str, ...] = ()
    overlooked: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every part is the model answer or holds with a good reason."""
        return all(part.fit is not Fit.DIFFERS for part in self.parts.values())


def feedback(stage: Stage, answer: Answer, guidance: Guidance | None = None) -> Feedback:
    """Compare an answer with the stage's model answer.

    ``guidance`` is what the decision core says of the stage (``core.suggested``); without it nothing is
    said of the signs that the participant saw.
    """
    model = stage.model
    parts = {name: _part(name, answer.vote, model) for name in PARTS}
    asked = answer.ticked | asked_in(stage, answer.wanted)
    saw, overlooked = _seen(answer.named, guidance) if guidance else ((), ())
    return Feedback(
        parts=MappingProxyType(parts),
        lean=_overall([part.lean for part in parts.values()]),
        mistakes=tuple(one for one in stage.mistakes if one.applies(answer.vote) and _is_one(one, parts)),
        asked=tuple(one for place, one in enumerate(stage.wanted) if place in asked),
        missed=tuple(one for place, one in enumerate(stage.wanted) if place not in asked),
        saw=saw,
        overlooked=overlooked,
    )


def asked_in(stage: Stage, text: str) -> frozenset[int]:
    """Places in ``stage.wanted`` of the questions that a free text asks, in any inflection of their words."""
    if not text.strip() or not stage.wanted:
        return frozenset()
    index, vocabulary = _said(tuple(one.said for one in stage.wanted))
    return frozenset(match.owner for sentence in vocabulary.sentences(text) for match in index.find(sentence))


@lru_cache(maxsize=256)
def _said(words: tuple[tuple[str, ...], ...]) -> tuple[SignIndex[int], Vocabulary]:
    rules = load_rules()
    lines = [(place, line) for place, said in enumerate(words) for line in said]
    index = SignIndex(lines, rules.equals, rules.context.light)
    return index, Vocabulary(index.keys)


def _part(name: str, vote: Vote, model: Model) -> Part:
    mine, best = _rank(name, vote), _rank(name, model.vote)
    value, also = getattr(vote, name), _also(name, model)
    if value is getattr(model.vote, name):
        return Part(Fit.SAME, Lean.LEVEL)
    if value in also:
        return Part(Fit.ALSO, Lean.LEVEL)
    steps = [best, *(_rank(name, model.vote.copy(update={name: one})) for one in also)]
    if mine > max(steps):
        return Part(Fit.DIFFERS, Lean.OVER)
    return Part(Fit.DIFFERS, Lean.UNDER if mine < min(steps) else Lean.LEVEL)


def _also(name: str, model: Model) -> tuple[object, ...]:
    return {"route": model.also_routes, "urgency": model.also_urgencies, "tier": model.also_tiers}[name]


def _rank(name: str, vote: Vote) -> int:
    """How far up a part of a vote is; more urgent is further up."""
    if name == "route":
        return _STEP[vote.route]
    return vote.tier.rank if name == "tier" else -vote.urgency.rank


def _overall(leans: list[Lean]) -> Lean:
    found = set(leans) - {Lean.LEVEL}
    if len(found) > 1:
        return Lean.MIXED
    return found.pop() if found else Lean.LEVEL


def _is_one(mistake: Mistake, parts: Mapping[str, Part]) -> bool:
    """Whether a mistake that applies is about a part that differs; one that names no part is about all."""
    named = {"route": mistake.routes, "urgency": mistake.urgencies, "tier": mistake.tiers}
    about = [name for name, values in named.items() if values] or list(parts)
    return any(parts[name].fit is Fit.DIFFERS for name in about)


def _seen(named: frozenset[str], guidance: Guidance) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of the signs of this stage: those that were named, and those that hold the level and were not."""
    signs = [one.indicator.id for one in guidance.concerns if one.counts]
    holding = {key for fired in guidance.held_by for key in fired.subjects}
    holding.update(one.indicator.id for one in guidance.red_flags)
    saw = tuple(key for key in signs if key in named)
    return saw, tuple(key for key in signs if key in holding and key not in named)
