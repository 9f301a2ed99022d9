"""What an exercise says before each decision: what it is, and its parts one by one."""

from __future__ import annotations

from bot.dialogue.message import Alert, Block, Bullets, Facts, Message, Section, Text
from bot.dialogue.training.review import review
from bot.dialogue.training.scene import BEGIN, BY, CHOOSE, END, NEXT, VOTE, Scene
from bot.dialogue.training.summary import summary


def told(scene: Scene) -> tuple[Message, ...]:
    """What belongs to the open question, and is said before it is asked."""
    opened = scene.training.open
    if opened == CHOOSE and not scene.training.done and not scene.training.declined:
        return (Text(scene.voice.say("training_welcome")),)
    if opened == BEGIN:
        return (intro(scene),)
    if opened == VOTE:
        return (part(scene),)
    if opened == NEXT:
        return review(scene)
    return summary(scene) if opened == END else ()


def intro(scene: Scene) -> Section:
    """What a participant needs to know to choose it or leave it: the warning first."""
    exercise, voice = scene.exercise, scene.voice
    blocks: list[Block] = []
    if exercise.warning:
        warning = f"{exercise.warning.about}\n\n{exercise.warning.support}"
        blocks.append(Alert(voice.say("training_warning"), warning))
    time = voice.say("training_time", minutes=str(exercise.minutes), parts=str(len(exercise.stages)))
    facts = (
        (voice.say("training_label_you"), voice.role.label),
        (voice.say("training_label_area"), scene.area.partnership.name),
        (voice.say("training_label_time"), time),
        (
            voice.say("training_label_difficulty"),
            scene.option(f"{BY}difficulty", exercise.difficulty.value),
        ),
    )
    blocks += [
        Text(exercise.summary),
        Facts(facts),
        Text(voice.say("training_label_aims")),
        Bullets(exercise.aims),
    ]
    return Section("training_intro", exercise.title, tuple(blocks))


def part(scene: Scene) -> Section:
    """What is seen, heard or told at the stage at hand."""
    heading = scene.voice.say(
        "training_part",
        number=str(scene.number),
        parts=str(len(scene.exercise.stages)),
        title=scene.exercise.title,
    )
    return Section("training_part", heading, tuple(map(Text, scene.stage.tells)))
