"""Where a participant is in an exercise: plain data beside the real case, without a typed word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Voted:
    """What was decided at a stage; a part is empty until it is decided.

    ``asked`` are places in ``Stage.wanted``, ``named`` ids of the signs that were read in the reasons; each
    is None until that question was answered, and stays so if it was skipped.
    """

    stage: str
    route: str = ""
    urgency: str = ""
    tier: str = ""
    asked: tuple[int, ...] | None = None
    named: tuple[str, ...] | None = None

    @property
    def is_begun(self) -> bool:
        """Whether anything was decided."""
        return bool(self.route or self.urgency or self.tier)


@dataclass(frozen=True)
class Done:
    """An exercise that was finished: how many minutes it took, and the day (ISO)."""

    exercise: str
    minutes: int
    on: str


@dataclass(frozen=True)
class Worry:
    """What was read when words may have been about a real child; gone once it is said that they were not.

    ``signs``: id, status, and whether it was guessed. ``untold``: what belongs to the question before it has
    not been said yet.
    """

    danger: bool = False
    signs: tuple[tuple[str, str, bool], ...] = ()
    untold: bool = False


@dataclass(frozen=True)
class Training:
    """An exercise in this conversation. ``open`` is the question that waits, empty when none is on.

    ``by`` is how the list was narrowed (way and value), ``declined`` what the participant would rather not
    do. ``votes`` holds one entry for each stage so far, the last being the one at hand. ``before`` is the
    question that "is this a real child?" stands before. ``seed`` decides the surprises.
    """

    open: str = ""
    seed: int = 0
    by: tuple[str, str] = ("", "")
    declined: tuple[str, ...] = ()
    exercise: str = ""
    started: str = ""
    votes: tuple[Voted, ...] = ()
    done: tuple[Done, ...] = ()
    before: str = ""
    worry: Worry = Worry()

    @property
    def is_on(self) -> bool:
        """Whether what is said now belongs to an exercise."""
        return bool(self.open)

    @property
    def vote(self) -> Voted:
        """The vote at hand. Raises IndexError before the first stage."""
        return self.votes[-1]

    def voting(self, **parts: Any) -> Training:
        """With these parts of the vote at hand."""
        return replace(self, votes=(*self.votes[:-1], replace(self.vote, **parts)))

    def left(self) -> Training:
        """After the exercise was left: what was finished stays, and the seed."""
        return Training(seed=self.seed, done=self.done)


def from_dict(data: Mapping[str, Any] | None) -> Training:
    """The state from the case's slot; a case of before there were exercises has none."""
    if not data:
        return Training()
    return Training(
        open=data["open"],
        seed=data["seed"],
        by=(data["by"][0], data["by"][1]),
        declined=tuple(data["declined"]),
        exercise=data["exercise"],
        started=data["started"],
        votes=tuple(
            Voted(
                one["stage"],
                one["route"],
                one["urgency"],
                one["tier"],
                None if one["asked"] is None else tuple(one["asked"]),
                None if one["named"] is None else tuple(one["named"]),
            )
            for one in data["votes"]
        ),
        done=tuple(Done(one["exercise"], one["minutes"], one["on"]) for one in data["done"]),
        before=data["before"],
        worry=Worry(
            data["worry"]["danger"],
            tuple((key, status, any(guessed)) for key, status, *guessed in data["worry"]["signs"]),
            data["worry"]["untold"],
        ),
    )
