"""From one step of an exercise to the next: what an answer does to where the participant is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.dialogue.training.choosing import Values
from bot.dialogue.training.scene import (
    BEGIN,
    BY,
    CHOOSE,
    END,
    LEVEL,
    NEXT,
    PICK,
    ROUTE,
    URGENCY,
    VOTE,
    WANTED,
    WHY,
    Scene,
)
from bot.dialogue.training.state import Training, Voted
from bot.dialogue.training.summary import finished
from bot.exercises.feedback import asked_in
from bot.exercises.shelf import ALL, WAYS

_SURPRISE = ("surprise", "")


def answered(scene: Scene, values: Values) -> Training:
    """The state after these answers to the open question."""
    training = scene.training
    if training.open == VOTE:
        training = training.voting(
            route=values.get(ROUTE, training.vote.route), urgency=values.get(URGENCY, training.vote.urgency)
        )
        is_whole = training.vote.route and training.vote.urgency
        return replace(training, open=LEVEL) if is_whole else training
    question, value = next(iter(values.items()))
    if question == LEVEL:
        return replace(training.voting(tier=value), open=WANTED if scene.stage.wanted else WHY)
    if question in (WANTED, WHY):
        return replace(training, open=WHY if question == WANTED else NEXT)
    if question == NEXT:
        return _after_a_part(scene, value)
    return _chosen(scene, question, value)


def in_words(scene: Scene, text: str, signs: tuple[str, ...]) -> Training:
    """The state after a free text: of the questions in it, and of the signs, only which they are."""
    training = scene.training
    named = tuple(dict.fromkeys((*(training.vote.named or ()), *signs)))
    if training.open == WANTED:
        asked = tuple(sorted(asked_in(scene.stage, text)))
        return replace(training.voting(asked=asked), open=WHY)
    return replace(training.voting(named=named), open=NEXT)


def back(scene: Scene) -> Training:
    """One step back: to the beginning of this part, then to the part before, then to the choice."""
    training, opened = scene.training, scene.training.open
    if opened == VOTE and not training.vote.is_begun:
        if scene.number == 1:
            return replace(training, open=BEGIN, votes=())
        return _again(replace(training, votes=training.votes[:-1]))
    if training.votes:
        return _again(training)
    if opened == BEGIN and training.by[0] in WAYS:
        return replace(training, open=PICK, exercise="")
    if opened == PICK and training.by[0] != ALL:
        return replace(training, open=BY + training.by[0], by=("", ""))
    return replace(training, open=CHOOSE, exercise="", by=("", ""))


def opening(training: Training, now: datetime) -> Training:
    """The chooser; the first one of a conversation sets what decides the surprises."""
    return replace(training.left(), open=CHOOSE, seed=training.seed or int(now.timestamp()))


def surprised(scene: Scene) -> Training:
    """An exercise that was neither done nor turned down; where all were, any but the last one done."""
    training = scene.training
    done = [one.exercise for one in training.done]
    found = scene.shelf.surprise(training.seed, {*done, *training.declined}) or scene.shelf.surprise(
        training.seed, {*done[-1:], *training.declined}
    )
    if found is None:
        return replace(training, open=CHOOSE, exercise="", votes=(), by=("", ""))
    return replace(training, open=BEGIN, exercise=found.id, votes=(), by=_SURPRISE)


def _chosen(scene: Scene, question: str, value: str) -> Training:
    """Choosing an exercise, or not this one."""
    training = scene.training
    if question in (CHOOSE, END):
        if value == "surprise":
            return surprised(scene)
        if question == END:
            return replace(training, open=CHOOSE, exercise="", votes=(), by=("", ""))
        if value == ALL:
            return replace(training, open=PICK, by=(ALL, ""))
        return replace(training, open=BY + value)
    if question == PICK:
        return replace(training, open=BEGIN, exercise=value, by=training.by if training.by[0] else (ALL, ""))
    if question == BEGIN:
        return _started(scene) if value == "start" else _declined(scene)
    return replace(training, open=PICK, by=(question[len(BY) :], value))


def _started(scene: Scene) -> Training:
    first = scene.exercise.stages[0]
    started = scene.moment.now.isoformat()
    return replace(scene.training, open=VOTE, started=started, votes=(Voted(first.id),))


def _declined(scene: Scene) -> Training:
    training = replace(scene.training, declined=(*scene.training.declined, scene.training.exercise))
    after = Scene(scene.moment.with_case(replace(scene.moment.case, training=training)))
    if training.by == _SURPRISE:
        return surprised(after)
    left = [one for one in after.shelf.chosen(*training.by) if one.id not in training.declined]
    return replace(training, open=PICK if left else CHOOSE, exercise="")


def _after_a_part(scene: Scene, value: str) -> Training:
    training = scene.training
    if value == "next":
        following = scene.exercise.stages[scene.number]
        return replace(training, open=VOTE, votes=(*training.votes, Voted(following.id)))
    if value == "finish":
        now = finished(training, scene.exercise, scene.moment.now)
        others = tuple(one for one in training.done if one.exercise != now.exercise)
        return replace(training, open=END, done=(*others, now))
    if value == "back":
        return _again(replace(training, votes=training.votes[:-1]))
    return _again(training)


def _again(training: Training) -> Training:
    """The part at hand, to be decided anew."""
    return replace(training, open=VOTE, votes=(*training.votes[:-1], Voted(training.vote.stage)))
