"""What each intent does: the case after it, and what is said to it.

Questions, red flags and the answer itself are not said here; ``conversation`` adds them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.dialogue import dating, follow_ups, guides
from bot.dialogue.asking import is_many, options_of, why_of, words_of
from bot.dialogue.case import Case
from bot.dialogue.choosing import DISPUTE, disputed
from bot.dialogue.message import Alert, Link, Message, Text
from bot.dialogue.process import answer_messages
from bot.dialogue.steps import OPENING, REOPENED, Step
from bot.dialogue.training.turns import open_training
from bot.dialogue.turn import CHANGE, QUESTION, Moment, Said, Turn
from bot.dialogue.understand import answer, back, understand
from bot.dialogue.words import Voice
from bot.reading import Reading
from bot.reading.answer import Found, find
from bot.reading.follow_up import leans_back

Handler = Callable[[Moment, Turn], Said]

RECORD = "/record"  # the page of this server that makes one
# How sure to be that words are a question that were not taken for one.
_CLEARLY = 0.75


def _say(*keys: str) -> Handler:
    def handle(moment: Moment, turn: Turn) -> Said:
        return moment.case, tuple(Text(moment.voice.say(key)) for key in keys)

    return handle


def _read(moment: Moment, turn: Turn) -> Case:
    """The case with what the words of this turn say, whatever the intent: no worry goes unheard."""
    if turn.reading is None:
        return moment.case
    return understand(moment.case, Reading.from_dict(dict(turn.reading)), moment.content)


def _greet(moment: Moment, turn: Turn) -> Said:
    if moment.case.answers or moment.case.proposals:
        return moment.case, (Text(moment.voice.say("welcome_back")),)
    return moment.case, _welcome(moment)


def _welcome(moment: Moment) -> tuple[Message, ...]:
    voice = moment.voice
    return (
        Alert(voice.say("heading_999"), voice.say("text_999")),
        Text(voice.say("welcome")),
    )


def _tell(moment: Moment, turn: Turn) -> Said:
    """Free text: an answer to the open question, a description of the child, or both."""
    case = moment.case
    if case.step == QUESTION and _read(moment, turn).proposals == case.proposals:
        return _ask_question(moment, replace(turn, choice=None))
    if turn.choice:
        choice = _with_ticks(moment, turn.choice)
        case = answer(case, Step(moment.open_step.id, tuple(choice)), choice, moment.content)
    if not (turn.choice and _is_only_labels(moment, turn.text)):
        case = _with_dispute(_read(moment.with_case(case), turn), moment, turn)
    if (case.answers, case.proposals) == (moment.case.answers, moment.case.proposals):
        return _if_asked(moment, turn) or _unclear(moment, turn)
    if not case.has(OPENING):
        case = case.with_answer(OPENING, ("work_it_through",))
    return replace(case, misses=0), _added(moment.case, case, moment.voice)


def _is_only_labels(moment: Moment, text: str) -> bool:
    """Whether a text is nothing but options, word for word: "work through a worry" tells no worry."""
    labels = {
        option.label.casefold()
        for question in moment.open_step.questions
        for option in options_of(question, moment.case, moment.voice)
    }
    return all(part.strip(" .").casefold() in labels for part in re.split(r"[,;\n]+", text))


def _with_ticks(moment: Moment, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Typed answers; where only tick lists were left out, these stay as they were ticked beforehand."""
    left = [question for question in moment.open_step.questions if question not in typed]
    if not all(is_many(question, moment.content) for question in left):
        return dict(typed)
    ticked = {
        question: tuple(one.value for one in options_of(question, moment.case, moment.voice) if one.chosen)
        for question in left
    }
    return {**typed, **ticked}


def _added(before: Case, after: Case, voice: Voice) -> tuple[Message, ...]:
    """After the tick list, say what a further text added, so that it can be put right."""
    ticked = before.values("concerns")
    if ticked is None:
        return ()
    new = [key for key in after.values("concerns") or () if key not in ticked]
    if not new:
        return ()
    names = "; ".join(voice.area.indicators[key].statement for key in new)
    return (Text(voice.say("added", concerns=names)),)


def _choose(moment: Moment, turn: Turn) -> Said:
    case = answer(moment.case, moment.open_step, turn.choice or {}, moment.content)
    return replace(case, misses=0), ()


def _reopen(moment: Moment, turn: Turn) -> Said:
    """Take out the answer that is to change; it is asked again, and only what newly matters."""
    (question,) = (turn.choice or {})[CHANGE]
    case = moment.case.without([question]).with_shown(REOPENED + question)
    return replace(case, step=""), (Text(moment.voice.say("changing")),)


def _danger(moment: Moment, turn: Turn) -> Said:
    case = _read(moment, turn)
    case = replace(case, shown=tuple(tag for tag in case.shown if tag != "action.danger"))
    is_guessed = (turn.reading or {}).get("facts", {}).get("danger_guessed")
    return case if is_guessed else case.with_answer("danger", ("yes",)), ()


def _with_dispute(case: Case, moment: Moment, turn: Turn) -> Case:
    """The case with what is disputed, if the words say it and it has not been asked yet."""
    if not case.has("disagreement") or case.has(DISPUTE):
        return case
    told = disputed(moment, turn.text)
    return case.with_answer(DISPUTE, (told,)) if told else case


def _they_said_no(moment: Moment, turn: Turn) -> Said:
    case = _with_dispute(_read(moment, turn).with_answer("disagreement", ("yes",)), moment, turn)
    return case, (Text(moment.voice.say("challenge_first")),)


def _just_the_number(moment: Moment, turn: Turn) -> Said:
    moment = moment.with_case(_read(moment, turn))
    return moment.case, follow_ups.numbers(turn.text, moment)


def _ask_question(moment: Moment, turn: Turn) -> Said:
    """A process question is answered from content, and the conversation goes on."""
    if not turn.text or turn.choice is not None:
        return replace(moment.case, step=QUESTION), ()
    return _answered(moment, turn, _find(moment, turn))


def _find(moment: Moment, turn: Turn) -> Found:
    return find(turn.text, moment.content, moment.situation.home, moment.case.topic)


def _answered(moment: Moment, turn: Turn, found: Found) -> Said:
    """Say what was found, and keep whatever the words say of a child."""
    case = replace(_read(moment, turn), step="", misses=0)
    if found.families:
        case = replace(case, topic=found.families[0].id)
    return case, answer_messages(found, moment.voice, keep=not _tells_of_a_child(turn))


def _tells_of_a_child(turn: Turn) -> bool:
    reading = turn.reading or {}
    return bool(reading.get("mentions") or reading.get("facts", {}).get("danger"))


def _if_asked(moment: Moment, turn: Turn) -> Said | None:
    """The answer, where words that were taken for something else are clearly a question."""
    if not turn.text or turn.choice:
        return None
    found = _find(moment, turn)
    return _answered(moment, turn, found) if found.is_known and found.confidence >= _CLEARLY else None


def _out_of_scope(moment: Moment, turn: Turn) -> Said:
    """Declined in one sentence, with where to go instead. A worry in the same words is still heard."""
    found = _find(moment, turn)
    if found.is_known or found.outside:
        return _answered(moment, turn, found)
    return _read(moment, turn), (Text(moment.voice.say("out_of_scope")),)


def _timescales(moment: Moment, turn: Turn) -> Said:
    """Dates from an event and its day, else what was asked about, else the clocks of the case.

    Where only the day of an event is missing, it is asked for; with nothing named, the event is.
    """
    if dating.tells_a_worry(moment, turn):
        moment = moment.with_case(_read(moment, turn))
    said = dating.dated(moment, turn)
    if said is not None:
        return said
    leans = bool(moment.case.topic) and leans_back(turn.text)
    asked = _if_asked(moment, turn) if leans or not moment.has_guidance else None
    missing = None if leans else dating.missing(moment, turn)
    if asked is not None:
        case, answered = asked
        return (replace(case, step=missing[0].step) if missing else case), answered
    if missing is not None:
        return missing
    if not moment.has_guidance:
        return dating.ask_event(moment)
    return moment.case, (*follow_ups.timescales(moment.guidance), Text(moment.voice.say("dates_tip")))


def _guide(moment: Moment, turn: Turn) -> Said:
    """A guided conversation; whatever the words say of a child is kept."""
    return guides.go_through(moment.with_case(_read(moment, turn)), turn)


def _about_me(moment: Moment, turn: Turn) -> Said:
    """Help for the person who writes. What they tell of themselves is no case about another child."""
    tells = any(one["status"] == "present" for one in (turn.reading or {}).get("mentions", ()))
    keys = ("its_about_me",) if tells else ("its_about_me", "adult_past_abuse")
    return moment.case, tuple(Text(moment.voice.say(key)) for key in keys)


def _go_back(moment: Moment, turn: Turn) -> Said:
    case = back(moment.case)
    key = "nothing_to_go_back" if case == moment.case else "went_back"
    shown = tuple(tag for tag in case.shown if tag != "guidance")
    return replace(case, shown=shown, step=""), (Text(moment.voice.say(key)),)


def _change_answer(moment: Moment, turn: Turn) -> Said:
    if not options_of(CHANGE, moment.case, moment.voice):
        return moment.case, (Text(moment.voice.say("nothing_to_change")),)
    return replace(moment.case, step=CHANGE), ()


def _why_ask(moment: Moment, turn: Turn) -> Said:
    lines = (
        f"{words_of(key, moment.voice)[0]} {why_of(key, moment.voice)}" for key in moment.open_step.questions
    )
    return moment.case, tuple(Text(line) for line in lines)


def _start_again(moment: Moment, turn: Turn) -> Said:
    return Case(turn=moment.case.turn), _welcome(moment)


def _stop(moment: Moment, turn: Turn) -> Said:
    return Case(turn=moment.case.turn), (Text(moment.voice.say("stop_text")),)


def _unclear(moment: Moment, turn: Turn) -> Said:
    """Help, then the choices in other words; never the same line again and again."""
    case = _read(moment, turn)
    key = "unclear_1" if case.misses == 0 else "unclear_2"
    return replace(case, misses=case.misses + 1), (Text(moment.voice.say(key)),)


def _record(moment: Moment) -> tuple[Message, ...]:
    return Text(moment.voice.say("record_how")), Link(moment.voice.say("record_form_title"), RECORD)


def _about_guidance(say: Callable[[Moment], tuple[Message, ...]]) -> Handler:
    """A follow-up that needs something to talk about."""

    def handle(moment: Moment, turn: Turn) -> Said:
        moment = moment.with_case(_read(moment, turn))
        if not moment.has_guidance:
            return moment.case, (Text(moment.voice.say("tell_me_first")),)
        return moment.case, say(moment)

    return handle


HANDLERS: dict[str, Handler] = {
    "greet": _greet,
    "tell": _tell,
    "choose": _choose,
    "stale_choice": _say("stale_choice"),
    "bad_choice": _say("bad_choice"),
    "reopen": _reopen,
    "danger": _danger,
    "just_the_number": _just_the_number,
    "they_said_no": _they_said_no,
    "ask_question": _ask_question,
    "training": open_training,
    "about_me": _about_me,
    "go_back": _go_back,
    "change_answer": _change_answer,
    "why_ask": _why_ask,
    "start_again": _start_again,
    "new_case": _start_again,
    "stop": _stop,
    "help": _say("help_text"),
    "thanks": _say("thanks"),
    "out_of_scope": _out_of_scope,
    "abuse": _say("abuse_of_bot"),
    "unclear": lambda moment, turn: _if_asked(moment, turn) or _unclear(moment, turn),
    "why_this": _about_guidance(lambda moment: follow_ups.why_this(moment.guidance, moment.case, moment.now)),
    "what_would_change": _about_guidance(lambda moment: follow_ups.would_change(moment.guidance, moment.now)),
    "what_to_include": _about_guidance(lambda moment: follow_ups.what_to_include(moment.guidance)),
    "record": _about_guidance(_record),
    "timescales": _timescales,
    "guide": _guide,
}
