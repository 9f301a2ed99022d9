"""One turn: what the practitioner did → the case after it, and what is said.

Whatever the turn was, danger and new red flags are answered first, and the open question
is asked again at the end, so that the conversation always goes on from where it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.content.load import Content
from bot.dialogue import guides
from bot.dialogue.answer import action_card, full_answer, provisional
from bot.dialogue.asking import ask
from bot.dialogue.case import Case, from_dict, to_dict
from bot.dialogue.choosing import resolve
from bot.dialogue.facts import situation_of
from bot.dialogue.fit import fit
from bot.dialogue.handlers import HANDLERS
from bot.dialogue.message import Answer, Message, Text
from bot.dialogue.so_far import in_exercise, so_far
from bot.dialogue.steps import CHALLENGE, DONE, Step, is_between, is_provisional_due
from bot.dialogue.training import turns as training
from bot.dialogue.training.joining import joining
from bot.dialogue.turn import AFTER, CHANGE, QUESTION, Moment, Reply, Turn
from bot.exercises.codes import code_in
from bot.exercises.shelf import Shelf

NO_EXERCISES = Shelf()
_ACTION = "action."
_ASKS_AGAIN = ("timescales", "guide")


def respond(
    case: Mapping[str, Any] | None, turn: Turn, content: Content, now: datetime, shelf: Shelf = NO_EXERCISES
) -> Reply:
    """Answer one turn. An intent that is not known is answered as unclear.

    ``case`` is the slot's content or None; ``now`` carries a time zone; ``shelf`` holds the exercises that
    can be done. Never raises for what a practitioner typed or chose.
    """
    before, lost = fit(from_dict(case), content)
    moment = Moment(replace(before, turn=before.turn + 1), content, now, shelf)
    meant = turn if before.training.is_on else resolve(moment, turn)
    code = None if turn.choice else code_in(turn.text)
    if code is not None:
        after, messages = moment.case, joining(moment, code)
    elif before.training.is_on:
        after, messages = training.practise(moment, turn)
    else:
        after, messages = HANDLERS.get(meant.intent, HANDLERS["unclear"])(moment, meant)
    moment = moment.with_case(after)
    if after.training.is_on:
        return _practised(moment, messages)
    moment, urgent = _urgent_first(moment)
    moment, asked = _go_on(before, moment, meant.intent)
    if any(isinstance(message, Answer) for message in asked):
        urgent = ()  # the whole answer begins with the same action
    changed = (Text(moment.voice.say("content_changed")),) if lost else ()
    return Reply(to_dict(moment.case), (*changed, *urgent, *messages, *asked), so_far(moment, turn.reading))


def _practised(moment: Moment, messages: tuple[Message, ...]) -> Reply:
    """A turn of an exercise: it says that it is one, unless the child may be real."""
    practising = training.practising(moment)
    banner = () if practising.held else (Text(practising.banner),)
    said = (*banner, *messages, training.question(moment))
    return Reply(to_dict(moment.case), said, in_exercise(moment), practising)


def _rests_on(case: Case, moment: Moment) -> tuple[object, ...]:
    """What the whole answer is made from; words for a text to copy are no part of it."""
    return situation_of(case, moment.content), case.value("view")


def _challenge(moment: Moment) -> tuple[Message, ...]:
    """The draft of a challenge, where a decision is disputed and enough was said of it."""
    guide = moment.content.guides[CHALLENGE]
    ready = moment.situation.disagreement and all(map(moment.case.has, guide.questions))
    return guides.said(guide, moment) if ready else ()


def _urgent_first(moment: Moment) -> tuple[Moment, tuple[Message, ...]]:
    """The action card, once for danger and once for every red flag, in the very next message.

    What was taken back is told anew if it is told again, and gets its card again.
    """
    guidance = moment.guidance
    tags = [f"{_ACTION}{one.indicator.id}" for one in guidance.red_flags]
    if guidance.situation.danger:
        tags.append(f"{_ACTION}danger")
    before = tuple(tag for tag in moment.case.shown if not tag.startswith(_ACTION) or tag in tags)
    case = replace(moment.case, shown=before)
    for tag in tags:
        case = case.with_shown(tag)
    urgent = (action_card(guidance, case, moment.now),) if case.shown != before else ()
    return moment.with_case(case), urgent


def _go_on(before: Case, moment: Moment, intent: str) -> tuple[Moment, tuple[Message, ...]]:
    """Ask what is open; show the suggestion so far, or the whole answer, when it is due."""
    case, voice = moment.case, moment.voice
    between = case.step in (QUESTION, CHANGE) or is_between(case.step)
    if between and (case.step != before.step or intent in _ASKS_AGAIN):
        open_step = Step(QUESTION, (QUESTION,)) if case.step == QUESTION else moment.open_step
        return moment, (ask(open_step, case, voice),)
    step = moment.step
    said: list[Message] = []
    if step.id == DONE:
        if "guidance" not in case.shown or _rests_on(before, moment) != _rests_on(case, moment):
            said.append(full_answer(moment.guidance, case, moment.now))
            said += _challenge(moment)
            case = case.with_shown("guidance")
        step = Step(AFTER, (AFTER,))
    elif is_provisional_due(case, step):
        said.append(provisional(moment.guidance))
        case = case.with_shown("provisional")
    case = replace(case, step=step.id)
    return moment.with_case(case), (*said, ask(step, case, voice))
