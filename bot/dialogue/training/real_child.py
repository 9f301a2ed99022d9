"""Never a live case: words of danger, or a clear worry, ask whether this is a real child.

The answer decides. "Yes" puts the exercise away and takes what was read into the real conversation;
"no" forgets it and goes on.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue.case import Case
from bot.dialogue.message import Alert, Message, Text
from bot.dialogue.steps import OPENING
from bot.dialogue.training.scene import IN_WORDS, REAL, Scene
from bot.dialogue.training.state import Training, Worry
from bot.dialogue.turn import Said, Turn
from bot.dialogue.understand import understand
from bot.reading import Mention, Reading, Status
from bot.reading.judge import METHOD as MEANING

_NOT_REAL = re.compile(r"(\bnot|n t|\bno)( \w+){0,2} real\b")


def worry_in(scene: Scene, turn: Turn) -> Worry | None:
    """What a typed text may say of a real child; None if it plainly belongs to the exercise."""
    reading = dict(turn.reading or {})
    danger = turn.intent == "danger" or bool(reading.get("facts", {}).get("danger"))
    if not (danger or _says_so(scene, turn.text) or _is_clear(scene, reading.get("mentions", ()))):
        return None
    content = scene.moment.content
    read = understand(Case(), Reading.from_dict(reading), content).proposals if reading else ()
    return Worry(danger, tuple((one.indicator, one.status) for one in read))


def ask(training: Training, worry: Worry) -> Training:
    """The state in which the question stands before the one that was open."""
    before = training.before if training.open == REAL else training.open
    return replace(training, open=REAL, before=before, worry=worry)


def first(scene: Scene) -> tuple[Message, ...]:
    """What is said with the question: 999 before anything else."""
    return (Alert(scene.voice.say("heading_999"), scene.voice.say("text_999")),)


def taken_over(scene: Scene) -> Said:
    """It is a real child: the exercise is put away, and the real conversation has what was read."""
    moment, worry = scene.moment, scene.training.worry
    voice, before = moment.voice, moment.case
    mentions = tuple(Mention(key, Status(status), "", 0, 0, 1.0, "") for key, status in worry.signs)
    case = replace(before, training=before.training.left(), step="")
    case = understand(case, Reading("", mentions), moment.content)
    messages: list[Message] = []
    if worry.danger:
        shown = tuple(tag for tag in case.shown if tag != "action.danger")
        case = replace(case, shown=shown).with_answer("danger", ("yes",))
    else:
        messages += first(scene)
        if not case.has(OPENING):
            case = case.with_answer(OPENING, ("work_it_through",))
    messages.append(Text(voice.say("training_real_yes")))
    if before.answers or before.proposals:
        messages.append(Text(voice.say("training_real_other")))
    return case, tuple(messages)


def _says_so(scene: Scene, text: str) -> bool:
    """ "This is a real child", in any of the ways that content lists."""
    said = " ".join(re.sub(r"[^a-z0-9 ]", " ", text.lower()).split())
    options = scene.moment.content.intake[REAL].options
    signs = next(one.signs for one in options if one.id == "yes")
    phrases = [sign for sign in signs if " " in sign]
    return any(f" {phrase} " in f" {said} " for phrase in phrases) and not _NOT_REAL.search(said)


def _is_clear(scene: Scene, mentions: object) -> bool:
    """Whether signs stand in the words that are not the exercise's own.

    Where reasons and questions are typed, people write about the made-up child: there it takes a red flag,
    and no sign that the exercise is about.
    """
    found = [
        one
        for one in (mentions if isinstance(mentions, (list, tuple)) else ())
        if one["status"] == Status.PRESENT.value and one["method"] != MEANING
    ]
    if scene.training.open not in IN_WORDS:
        return bool(found)
    indicators = scene.area.indicators
    own = {topic for one in scene.exercise.stages for topic in _topics(scene, one.facts)}
    own.update(scene.exercise.topics)
    signs = [indicators[one["indicator"]] for one in found]
    return any(sign.red_flag for sign in signs) and not any(own & set(sign.topics) for sign in signs)


def _topics(scene: Scene, facts: dict[str, object]) -> set[str]:
    named = facts.get("concerns", ())
    keys = named if isinstance(named, (list, tuple)) else ()
    return {topic for key in keys for topic in scene.area.indicators[key].topics}
