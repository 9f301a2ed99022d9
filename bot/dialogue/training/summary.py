"""The end of an exercise: every decision beside the answer, what to take away, and the certificate."""

from __future__ import annotations

from datetime import datetime
from math import ceil

from bot.dialogue.message import Block, Bullets, Certificate, Facts, Message, Reason, Reasons, Section, Text
from bot.dialogue.training.review import words_of
from bot.dialogue.training.scene import Scene, vote_of
from bot.dialogue.training.state import Done, Training
from bot.exercises.feedback import PARTS, Feedback, Lean
from bot.exercises.model import Exercise, Vote
from bot.guidance.deadlines import day_of

CERTIFICATE = "/training/certificate"  # the page of this server that makes one; its token follows


def finished(training: Training, exercise: Exercise, now: datetime) -> Done:
    """What was done: the minutes from start to end, at most those planned, since people pause."""
    seconds = (now - datetime.fromisoformat(training.started)).total_seconds()
    minutes = min(max(1, ceil(seconds / 60)), exercise.minutes)
    return Done(exercise.id, minutes, day_of(now).isoformat())


def summary(scene: Scene) -> tuple[Message, ...]:
    """How the decisions went over the whole case, and what stays."""
    exercise, voice = scene.exercise, scene.voice
    given = [scene.feedback(stage, voted) for stage, voted in zip(exercise.stages, scene.training.votes)]
    return (
        _decisions(given, scene),
        Section("training_reflect", voice.say("training_heading_reflect"), (Bullets(exercise.reflect),)),
        Section("training_aims", voice.say("training_heading_aims"), (Bullets(exercise.aims),), folded=True),
        *_learning(scene),
        Text(voice.say("training_certificate_how")),
        Certificate(
            voice.say("training_certificate"),
            CERTIFICATE,
            tuple((one.exercise, one.minutes, one.on) for one in scene.training.done),
            scene.moment.content.edition.edition,
        ),
    )


def _decisions(given: list[Feedback], scene: Scene) -> Section:
    voice = scene.voice
    rows = []
    for number, (stage, voted) in enumerate(zip(scene.exercise.stages, scene.training.votes), 1):
        mine = vote_of(voted)
        rows.append((voice.say("training_label_yours", number=str(number)), _in_words(mine, scene)))
        model = _in_words(stage.model.vote, scene)
        rows.append((voice.say("training_label_answer", number=str(number)), model))
    blocks: list[Block] = [Facts(tuple(rows)), Text(voice.say(f"training_summary_{_overall(given)}"))]
    worth = sum(len(stage.wanted) for stage in scene.exercise.stages)
    asked = sum(len(one.asked) for one in given)
    if worth and any(voted.asked is not None for voted in scene.training.votes):
        blocks.append(Text(voice.say("training_summary_questions", asked=str(asked), all=str(worth))))
    return Section("training_summary", voice.say("training_heading_summary"), tuple(blocks))


def _in_words(vote: Vote, scene: Scene) -> str:
    parts = {name: words_of(name, vote, scene) for name in PARTS}
    return scene.voice.say("training_summary_vote", **parts)


def _overall(given: list[Feedback]) -> str:
    """How the decisions lean together; what holds in every part says so."""
    leans = {one.lean for one in given if not one.holds} - {Lean.LEVEL}
    if not leans:
        return "holds" if all(one.holds for one in given) else "mixed"
    return leans.pop().value if len(leans) == 1 else "mixed"


def _learning(scene: Scene) -> tuple[Section, ...]:
    """Where to read on: every source of what was learnt, once."""
    voice, sources = scene.voice, scene.moment.content.sources
    names = dict.fromkeys(
        name for stage in scene.exercise.stages for one in stage.learning for name in one.sources
    )
    items = tuple(
        Reason(sources[name].title, f"{sources[name].publisher}, {sources[name].date}. {sources[name].where}")
        for name in names
    )
    if not items:
        return ()
    return (Section("training_read", voice.say("training_heading_learning"), (Reasons(items),), folded=True),)
