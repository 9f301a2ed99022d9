"""The open question of an exercise, as a message."""

from __future__ import annotations

from bot.content.model import TIERS
from bot.dialogue.message import Choices, Form, FormField, Option
from bot.dialogue.training.scene import (
    BEGIN,
    BY,
    CHOOSE,
    END,
    LEAVE,
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
from bot.exercises.model import Exercise
from bot.exercises.shelf import DIFFICULTY, ROLE, TOPIC

_CAN_LEAVE = (CHOOSE, BY + TOPIC, BY + ROLE, BY + DIFFICULTY, PICK, BEGIN, LEVEL, WANTED, WHY, NEXT, END)


def questions(scene: Scene) -> tuple[str, ...]:
    """What is open: of a vote whatever is not decided yet, else one question."""
    if scene.training.open != VOTE:
        return (scene.training.open,)
    vote = scene.training.vote
    return tuple(name for name, given in ((ROUTE, vote.route), (URGENCY, vote.urgency)) if not given)


def ask(scene: Scene) -> Choices | Form:
    """The message that asks what is open."""
    turn, voice, asked = scene.moment.case.turn, scene.voice, questions(scene)
    if len(asked) == 1:
        words = scene.moment.content.intake[asked[0]]
        hint = voice.fill(words.hint or "")
        return Choices(asked[0], turn, voice.fill(words.ask), options_of(asked[0], scene), hint)
    fields = tuple(
        FormField(name, scene.moment.content.intake[name].ask, options_of(name, scene)) for name in asked
    )
    hint = voice.say("training_vote_hint")
    return Form(VOTE, turn, voice.say("training_vote"), fields, voice.say("training_submit"), hint)


def why_of(scene: Scene) -> tuple[str, ...]:
    """Each open question, and why it is asked."""
    intake, voice = scene.moment.content.intake, scene.voice
    return tuple(f"{voice.fill(intake[name].ask)} {intake[name].why}" for name in questions(scene))


def options_of(question: str, scene: Scene) -> tuple[Option, ...]:
    """Everything that can be chosen, the way out last."""
    if question == LEVEL:
        options = _levels(scene)
    elif question in (BY + TOPIC, BY + ROLE):
        options = _values(question[len(BY) :], scene)
    elif question == PICK:
        options = [_exercise(one, scene) for one in listed(scene)]
    else:
        hidden = _hidden(question, scene)
        known = scene.moment.content.intake[question].options
        options = [Option(one.id, one.label, one.hint or "") for one in known if one.id not in hidden]
    if question in _CAN_LEAVE:
        options.append(Option(LEAVE, scene.option(LEAVE, "leave")))
    return tuple(options)


def listed(scene: Scene) -> tuple[Exercise, ...]:
    """The exercises that fit what was chosen, without those that the participant would rather not do."""
    way, value = scene.training.by
    return tuple(one for one in scene.shelf.chosen(way, value) if one.id not in scene.training.declined)


def _hidden(question: str, scene: Scene) -> tuple[str, ...]:
    """Options that make no sense now."""
    if question == BY + DIFFICULTY:
        present = scene.shelf.values(DIFFICULTY)
        known = scene.moment.content.intake[question].options
        return tuple(one.id for one in known if one.id not in present)
    if question == NEXT:
        return ("next" if scene.is_last else "finish", *(() if scene.number > 1 else ("back",)))
    return ()


def _levels(scene: Scene) -> list[Option]:
    """Every level by its name in the exercise's area, and beside it what that stands for."""
    found = []
    for tier in TIERS:
        label, meaning = scene.level(tier), scene.option(LEVEL, tier.value)
        found.append(Option(tier.value, label, "" if meaning.casefold() in label.casefold() else meaning))
    return found


def _values(way: str, scene: Scene) -> list[Option]:
    groups = {group.id: group.name for group in scene.shelf.groups}
    roles = {role.id: role.label for role in scene.moment.content.roles.values()}
    names = groups if way == TOPIC else roles
    return [
        Option(
            value,
            names[value],
            scene.voice.say("training_of_these", count=str(len(scene.shelf.chosen(way, value)))),
        )
        for value in scene.shelf.values(way)
    ]


def _exercise(exercise: Exercise, scene: Scene) -> Option:
    hint = scene.voice.say(
        "training_pick_hint",
        difficulty=scene.option(BY + DIFFICULTY, exercise.difficulty.value),
        minutes=str(exercise.minutes),
        area=scene.moment.content.partnerships[exercise.area].name,
        summary=exercise.summary,
    )
    return Option(exercise.id, exercise.title, hint)
