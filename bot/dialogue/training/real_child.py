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
from bot.reading.naming import METHOD as MEANING

_QUESTIONS = re.compile(r"[^?.!\n]*\?")
_NOT_REAL = re.compile(r"(\bnot|n t|\bno)( \w+){0,2} real\b")


def is_danger(turn: Turn) -> bool:
    """Whether the words are, or may be, of danger now."""
    return turn.intent == "danger" or bool((turn.reading or {}).get("facts", {}).get("danger"))


def worry_in(scene: Scene, turn: Turn, *, answers: bool = False) -> Worry | None:
    """What a typed text may say of a real child; None if it plainly belongs to the exercise.

    ``answers``: it answers the open question too, so it may well speak of the made-up child. Questions
    about that child ("does she mind?") say nothing of a real one, unless in words of danger; that they sound
    like danger is not enough.
    """
    reading = dict(turn.reading or {})
    asks = scene.training.open in IN_WORDS and not _QUESTIONS.sub("", turn.text).strip()
    facts = reading.get("facts", {})
    named = facts.get("danger") and not (asks and facts.get("danger_guessed"))
    danger = bool(named) or (turn.intent == "danger" and not asks)
    invited = answers or scene.training.open in IN_WORDS
    clear = not asks and _is_clear(scene, reading.get("mentions", ()), invited)
    if not (danger or clear or _says_so(scene, turn.text)):
        return None
    content = scene.moment.content
    read = understand(Case(), Reading.from_dict(reading), content).proposals if reading else ()
    return Worry(danger, tuple((one.indicator, one.status, one.guessed) for one in read))


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
    mentions = tuple(
        Mention(key, Status(status), "", 0, 0, 1.0, MEANING if guessed else "")
        for key, status, guessed in worry.signs
    )
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


def _is_clear(scene: Scene, mentions: object, invited: bool) -> bool:
    """Whether signs stand in the words that are not the exercise's own.

    Where people are ``invited`` to write about the made-up child it takes a red flag, and no sign that the
    exercise is about.
    """
    found = [
        one
        for one in (mentions if isinstance(mentions, (list, tuple)) else ())
        if one["status"] == Status.PRESENT.value and one["method"] != MEANING
    ]
    if not invited:
        return bool(found)
    own, signs = _own_topics(scene), [scene.area.indicators[one["indicator"]] for one in found]
    return any(sign.red_flag for sign in signs) and not any(own & set(sign.topics) for sign in signs)


def _own_topics(scene: Scene) -> set[str]:
    """What the exercise that is on is about, in all of its parts."""
    if not scene.training.exercise:
        return set()
    signs = {key for stage in scene.exercise.stages for key in stage.facts.get("concerns", ())}
    topics = {topic for key in signs for topic in scene.area.indicators[key].topics}
    return topics.union(scene.exercise.topics)
