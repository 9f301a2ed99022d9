"""One turn of an exercise: what was chosen or typed → where the participant is now, and what is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.dialogue import follow_ups
from bot.dialogue.message import Message, Text
from bot.dialogue.process import answer_messages
from bot.dialogue.training import moves, real_child
from bot.dialogue.training.asking import ask, why_of
from bot.dialogue.training.choosing import (
    BadChoice,
    StaleChoice,
    Values,
    chosen,
    is_plain,
    is_title,
    names_an_exercise,
    typed,
    unclear_level,
)
from bot.dialogue.training.scene import CHOOSE, END, IN_WORDS, LEAVE, REAL, ROUTE, VOTE, Scene
from bot.dialogue.training.state import Training, Worry
from bot.dialogue.training.telling import told
from bot.dialogue.turn import Moment, Practising, Said, Turn
from bot.reading.answer import find

# Commands that are heard in the middle of an answer too, if nothing else is said.
_MOST_WORDS_OF_A_COMMAND = 4
_QUESTIONS = ("ask_question", "timescales", "out_of_scope", "unclear", "tell")
_OF_REAL_WORRIES = (
    "they_said_no",
    "record",
    "guide",
    "why_this",
    "what_would_change",
    "what_to_include",
    "change_answer",
)


def open_training(moment: Moment, turn: Turn) -> Said:
    """The chooser; a topic, job or title in the same words is taken at once."""
    if not moment.shelf.exercises:
        return moment.case, (Text(moment.voice.say("training_none")),)
    case = replace(moment.case, training=moves.opening(moment.case.training, moment.now))
    scene = Scene(moment.with_case(case))
    looked_for = names_an_exercise(turn.text, scene) if turn.choice is None else {}
    return _enter(scene, moves.answered(scene, looked_for) if looked_for else scene.training)


def practise(moment: Moment, turn: Turn) -> Said:
    """A turn while an exercise is on. Nothing of it reaches the real case, unless a child is real."""
    scene = Scene(moment)
    if scene.training.exercise and scene.training.exercise not in moment.shelf.exercises:
        return _left(moment)  # it was taken away meanwhile
    if turn.intent == "choose":
        try:
            values = chosen(turn.choice or {}, scene)
        except StaleChoice:
            return moment.case, (Text(moment.voice.say("stale_choice")),)
        except BadChoice:
            return moment.case, (Text(moment.voice.say("bad_choice")),)
        return _take(scene, values)
    return _heard(scene, turn)


def question(moment: Moment) -> Message:
    """What is asked now."""
    return ask(Scene(moment))


def practising(moment: Moment) -> Practising:
    """What a channel shows above everything while an exercise is on."""
    scene, training = Scene(moment), moment.case.training
    held = training.open == REAL
    return Practising(
        banner=moment.voice.say("training_banner_held" if held else "training_banner"),
        leave=scene.option(LEAVE, "leave"),
        turn=moment.case.turn,
        held=held,
        finished=training.exercise if training.open == END else "",
    )


def _heard(scene: Scene, turn: Turn) -> Said:
    """Typed words: an answer, a question, a command, or a worry about a real child."""
    moment, opened = scene.moment, scene.training.open
    values = typed(turn.text, scene)
    if opened == REAL:
        return _take(scene, values) if values else _which_is_it(scene, turn)
    is_calm = values.get(ROUTE) == "emergency" or not real_child.is_danger(turn)
    is_named = LEAVE in values or is_title(turn.text, values, scene)
    if is_named or (values and is_calm and is_plain(turn.text)):
        return _take(scene, values)
    worry = real_child.worry_in(scene, turn, answers=bool(values))
    if worry is not None:
        return _may_be_real(scene, turn, worry)
    is_short = len(turn.text.split()) <= _MOST_WORDS_OF_A_COMMAND
    command = _COMMANDS.get(turn.intent)
    if command and (is_short or opened not in IN_WORDS):
        return command(scene, turn)
    if opened in IN_WORDS and turn.text.strip():
        return _enter(scene, _in_words(scene, turn))
    if values:
        return _take(scene, values)
    if key := unclear_level(turn.text, scene):
        return moment.case, (Text(scene.voice.say(key)),)
    if turn.intent in _OF_REAL_WORRIES:
        return moment.case, (Text(scene.voice.say("training_not_here")),)
    return moment.case, _answer_or_help(scene, turn)


def _take(scene: Scene, values: Values) -> Said:
    """Act on the answers to what is open."""
    if LEAVE in values or LEAVE in values.values():
        return _left(scene.moment)
    if REAL in values:
        if values[REAL] == "yes":
            return real_child.taken_over(scene)
        return _not_real(scene)
    after = moves.answered(scene, values)
    if scene.training.open == after.open == VOTE:
        return replace(scene.moment.case, training=after), (Text(scene.voice.say("training_both")),)
    wanted_one = not {"another", "surprise"}.isdisjoint(values.values()) and scene.training.open != END
    if wanted_one and after.open == CHOOSE:
        return replace(scene.moment.case, training=after), (Text(scene.voice.say("training_no_more")),)
    return _enter(scene, after)


def _enter(scene: Scene, training: Training, *first: Message) -> Said:
    """The case in a new state, and what belongs to the question that is open now."""
    case = replace(scene.moment.case, training=training)
    return case, (*first, *told(Scene(scene.moment.with_case(case))))


def _in_words(scene: Scene, turn: Turn) -> Training:
    mentions = (turn.reading or {}).get("mentions", ())
    signs = tuple(one["indicator"] for one in mentions if one["status"] != "denied")
    return moves.in_words(scene, turn.text, signs)


def _may_be_real(scene: Scene, turn: Turn, worry: Worry) -> Said:
    """Ask whether the child is real; where reasons were asked for, these are taken in first."""
    training = scene.training
    if training.open in IN_WORDS:
        training = _in_words(scene, turn)
        worry = replace(worry, untold=True)
    case = replace(scene.moment.case, training=real_child.ask(training, worry))
    return case, real_child.first(scene)


def _which_is_it(scene: Scene, turn: Turn) -> Said:
    """Neither yes nor no: ask again, 999 first, and keep what was read so far."""
    worry, kept = real_child.worry_in(scene, turn), scene.training.worry
    if worry is not None:
        kept = replace(
            kept, danger=kept.danger or worry.danger, signs=tuple(dict.fromkeys((*kept.signs, *worry.signs)))
        )
    case = replace(scene.moment.case, training=replace(scene.training, worry=kept))
    return case, (*real_child.first(scene), Text(scene.voice.say("training_real_please")))


def _not_real(scene: Scene) -> Said:
    """The exercise goes on, with what was still to be said."""
    training, untold = scene.training, scene.training.worry.untold
    after = replace(training, open=training.before, before="", worry=Worry())
    first = Text(scene.voice.say("training_real_no"))
    if untold:
        return _enter(scene, after, first)
    return replace(scene.moment.case, training=after), (first,)


def _left(moment: Moment) -> Said:
    case = replace(moment.case, training=moment.case.training.left())
    key = "training_left_for" if case.answers or case.proposals else "training_left"
    return case, (Text(moment.voice.say(key)),)


def _answer_or_help(scene: Scene, turn: Turn) -> tuple[Message, ...]:
    """A question about the process is answered and never kept; anything else gets help."""
    moment = scene.moment
    if turn.text and turn.intent in _QUESTIONS:
        area = scene.area.id if scene.training.exercise else moment.situation.home
        found = find(turn.text, moment.content, area)
        if found.is_known:
            return answer_messages(found, scene.voice, keep=False)
    return (Text(scene.voice.say("training_unclear")),)


def _say(key: str) -> Callable[[Scene, Turn], Said]:
    return lambda scene, turn: (scene.moment.case, (Text(scene.moment.voice.say(key)),))


def _leave(scene: Scene, turn: Turn) -> Said:
    return _left(scene.moment)


def _back(scene: Scene, turn: Turn) -> Said:
    after = moves.back(scene)
    key = "training_cannot_go_back" if after == scene.training else "training_back"
    return _enter(scene, after, Text(scene.voice.say(key)))


def _tell_again(scene: Scene, turn: Turn) -> Said:
    """The page was opened anew: what belongs to the open question is told again."""
    return _enter(scene, scene.training)


def _choose_again(scene: Scene, turn: Turn) -> Said:
    return open_training(scene.moment, turn)


def _why_ask(scene: Scene, turn: Turn) -> Said:
    return scene.moment.case, tuple(map(Text, why_of(scene)))


def _numbers(scene: Scene, turn: Turn) -> Said:
    """Real numbers are one step away, in an exercise too."""
    return scene.moment.case, follow_ups.numbers(turn.text, scene.moment)


_COMMANDS: dict[str, Callable[[Scene, Turn], Said]] = {
    "stop": _leave,
    "go_back": _back,
    "greet": _tell_again,
    "training": _choose_again,
    "new_case": _choose_again,
    "start_again": _choose_again,
    "help": _say("training_help"),
    "thanks": _say("thanks"),
    "abuse": _say("abuse_of_bot"),
    "about_me": _say("its_about_me"),
    "why_ask": _why_ask,
    "just_the_number": _numbers,
}
