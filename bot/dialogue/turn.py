"""A turn and what it is answered from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.content.area import Area, area_of
from bot.content.load import Content
from bot.dialogue.case import Case
from bot.dialogue.facts import situation_of
from bot.dialogue.message import Message, Unanswered
from bot.dialogue.steps import Step, guide_of, is_between, next_step
from bot.dialogue.words import Voice
from bot.exercises.shelf import Shelf
from bot.guidance import Guidance, Situation, assess

if TYPE_CHECKING:
    from bot.dialogue.so_far import SoFar

AFTER = "after"
CHANGE = "change"
QUESTION = "question"


@dataclass(frozen=True)
class Turn:
    """What the practitioner did: an intent, with a reading of free text or a choice.

    ``choice`` holds ``question`` (or form), ``turn`` and ``value`` as the channel got them.
    """

    intent: str
    text: str = ""
    reading: Mapping[str, Any] | None = None
    choice: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Practising:
    """That this turn belongs to an exercise: what to show above it, the words of the way out, and the turn
    that a choice of it names.

    ``held``: it waits until it is said whether a child is real. ``finished`` is the id of an exercise that
    has just been done to its end.
    """

    banner: str
    leave: str
    turn: int
    held: bool = False
    finished: str = ""


@dataclass(frozen=True)
class Reply:
    """The case after the turn (JSON-safe, for the slot), what to say, and what is known so far.

    ``practising`` is None unless an exercise is on: such a turn is no conversation about a child.
    """

    case: dict[str, Any]
    messages: tuple[Message, ...]
    so_far: SoFar
    practising: Practising | None = None

    @property
    def unanswered(self) -> str | None:
        """The area (empty if not known) of a question that is to be kept; None if there is none."""
        return next((one.area for one in self.messages if isinstance(one, Unanswered)), None)


@dataclass(frozen=True)
class Moment:
    """Everything one turn is answered from."""

    case: Case
    content: Content
    now: datetime
    shelf: Shelf = field(default_factory=Shelf)

    @cached_property
    def situation(self) -> Situation:
        """What is known about the child."""
        return situation_of(self.case, self.content)

    @cached_property
    def area(self) -> Area:
        """Where the child lives, as far as it is known."""
        return area_of(self.content, self.situation.home)

    @cached_property
    def guidance(self) -> Guidance:
        """The suggestion as things stand."""
        return assess(self.situation, self.area, self.now)

    @property
    def has_guidance(self) -> bool:
        """Whether anything was told that guidance can be about."""
        told = self.situation
        return bool(told.concerns or told.danger or told.disagreement or told.unsure)

    @cached_property
    def voice(self) -> Voice:
        """How to say it here."""
        return Voice(self.area, self.situation.role)

    @cached_property
    def step(self) -> Step:
        """What is asked next."""
        return next_step(self.case, self.content, self.area, self.guidance)

    @cached_property
    def open_step(self) -> Step:
        """What is being answered in this turn: the step, or a question that was put in between."""
        step = self.case.step
        guide = self.content.guides.get(guide_of(step))
        if guide is not None:
            return Step(step, tuple(one for one in guide.questions if not self.case.has(one)))
        if step in (AFTER, CHANGE) or is_between(step):
            return Step(step, (step,))
        return self.step

    def with_case(self, case: Case) -> Moment:
        """The same moment with another case."""
        return replace(self, case=case)


Said = tuple[Case, tuple[Message, ...]]
