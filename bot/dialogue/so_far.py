"""What is known so far, beside the conversation: every answer can be changed, and the suggestion is seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.content.area import Area
from bot.content.model import TIERS
from bot.dialogue.answer import voice_for
from bot.dialogue.asking import options_of
from bot.dialogue.case import Case
from bot.dialogue.route_text import route_text
from bot.dialogue.steps import (
    BASICS,
    CHALLENGE,
    CONFIRM,
    DECIDE,
    DECISION,
    DONE,
    FAMILY,
    OPENING,
    TELL,
    TOPICS,
    URGENT,
)
from bot.dialogue.turn import CHANGE, Moment
from bot.dialogue.words import Voice

_WAYS = (
    (OPENING, BASICS, TELL, TOPICS, CONFIRM, DECIDE, FAMILY, DONE),
    (URGENT, DONE),
    (CHALLENGE, DECISION, DONE),
)
_STAYS = "present"


@dataclass(frozen=True)
class Known:
    """An answer: its question's id, and both in words."""

    question: str
    label: str
    value: str


@dataclass(frozen=True)
class Rung:
    """A level of need as it is called here, lowest first. ``here``: what is suggested."""

    name: str
    here: bool


@dataclass(frozen=True)
class Heard:
    """Words of this turn, and the sign that was read in them."""

    words: str
    sign: str


@dataclass(frozen=True)
class SoFar:
    """Everything that is known, in words.

    ``turn`` belongs to a choice that changes one of ``known``. ``ladder`` is empty where no level is
    given. ``done`` of ``steps`` are behind.
    """

    turn: int
    known: tuple[Known, ...]
    concerns: tuple[str, ...]
    heard: tuple[Heard, ...]
    unknowns: tuple[str, ...]
    suggestion: str
    ladder: tuple[Rung, ...]
    done: int
    steps: int


def so_far(moment: Moment, reading: Mapping[str, Any] | None) -> SoFar:
    """What is known after a turn. ``reading`` is what was read in its words, if it had any."""
    guidance, content = moment.guidance, moment.content
    voice = voice_for(guidance, moment.now)
    told = moment.has_guidance and _may_be_seen(moment)
    done, steps = _progress(moment)
    return SoFar(
        turn=moment.case.turn,
        known=_known(moment.case, moment.voice),
        concerns=tuple(one.indicator.statement for one in guidance.concerns if one.counts),
        heard=_heard(reading, moment.area),
        unknowns=tuple(content.questions[key].ask for key in guidance.unknowns),
        suggestion=voice.fill(route_text(guidance, guidance.main_route).heading) if told else "",
        ladder=_ladder(moment) if told and guidance.level is not None and guidance.concerns else (),
        done=done,
        steps=steps,
    )


def in_exercise(moment: Moment) -> SoFar:
    """Beside an exercise: nothing of the real child, and how many of its parts are behind."""
    training = moment.case.training
    exercise = moment.shelf.exercises.get(training.exercise)
    steps = len(exercise.stages) if exercise else 1
    return SoFar(moment.case.turn, (), (), (), (), "", (), min(max(len(training.votes) - 1, 0), steps), steps)


def _may_be_seen(moment: Moment) -> bool:
    """Not before the practitioner was asked for their own view (practice note), unless it is urgent."""
    case = moment.case
    urgent = moment.guidance.red_flags or moment.situation.danger or moment.situation.disagreement
    return bool(urgent) or case.has("view") or "guidance" in case.shown


def _known(case: Case, voice: Voice) -> tuple[Known, ...]:
    return tuple(Known(one.value, one.label, one.hint) for one in options_of(CHANGE, case, voice))


def _heard(reading: Mapping[str, Any] | None, area: Area) -> tuple[Heard, ...]:
    mentions = (reading or {}).get("mentions", ())
    return tuple(
        Heard(one["text"], area.indicators[one["indicator"]].statement)
        for one in mentions
        if one["status"] == _STAYS and not area.content.is_everyday(area.indicators[one["indicator"]])
    )


def _ladder(moment: Moment) -> tuple[Rung, ...]:
    """Every level of the child's own area, by its name there."""
    partnership = moment.guidance.home_area.partnership
    return tuple(
        Rung(
            ": ".join(filter(None, (partnership.levels[tier].number, partnership.levels[tier].name))),
            tier is moment.guidance.tier,
        )
        for tier in TIERS
    )


def _progress(moment: Moment) -> tuple[int, int]:
    """How many steps are behind, of how many there are on this way."""
    step = moment.step.id
    way = next(way for way in _WAYS if step in way)
    if step == DONE:
        return len(_WAYS[0]) - 1, len(_WAYS[0]) - 1
    return way.index(step), len(way) - 1
