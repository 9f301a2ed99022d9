"""A step of the conversation → the question, or questions, as a message."""

from __future__ import annotations

from bot.content.area import ELSEWHERE, OUTSIDE_ENGLAND
from bot.content.load import Content
from bot.content.model import Anchor, IntakeQuestion, Route
from bot.dialogue.case import UNKNOWN, Case, Proposal
from bot.dialogue.facts import DECIDING
from bot.dialogue.message import Choices, Form, FormField, Message, Option
from bot.dialogue.steps import CONFIRM, DATES, WHEN, Step, guide_of
from bot.dialogue.words import Voice

_NO_UNKNOWN = (
    "opening",
    "tell",
    "topics",
    "concerns",
    "uncertain",
    "strengths",
    "change",
    "after",
    "question",
    "guide",
)


def ask(step: Step, case: Case, voice: Voice) -> Message:
    """The message that asks this step. A step of one question is choices, of several a form."""
    if len(step.questions) == 1 and not is_many(step.questions[0], voice.content):
        question = step.questions[0]
        text, hint = words_of(question, voice)
        return Choices(question, case.turn, text, options_of(question, case, voice), hint)
    fields = tuple(_field(question, case, voice) for question in step.questions)
    return Form(
        step.id,
        case.turn,
        _title(step, voice),
        fields,
        voice.say("form_submit"),
        _hint(step, case, voice),
    )


def _title(step: Step, voice: Voice) -> str:
    guide = voice.content.guides.get(guide_of(step.id))
    return guide.label if guide else voice.say(f"form_{step.id}")


def _field(question: str, case: Case, voice: Voice) -> FormField:
    text, hint = words_of(question, voice)
    return FormField(
        question, text, options_of(question, case, voice), is_many(question, voice.content), hint
    )


def _hint(step: Step, case: Case, voice: Voice) -> str:
    """Above a tick list: what was noted from the same words."""
    if step.id != CONFIRM:
        return ""
    turns = {one.turn for one in case.proposals}
    noted = [
        label_of(given.question, given.values, case, voice)
        for given in case.answers
        if given.question in ("home", "age", "role") and given.turn in turns and given.values != (UNKNOWN,)
    ]
    return voice.say("noted", facts="; ".join(noted)) if noted else ""


def words_of(question: str, voice: Voice) -> tuple[str, str]:
    """The question in words, and its hint."""
    if question.startswith(DECIDING):
        return voice.content.questions[question[len(DECIDING) :]].ask, ""
    intake = voice.content.intake[base(question)]
    if question.startswith(WHEN):
        return _words_of_when(voice.content.anchors[question[len(WHEN) :]], intake.hint or "", voice)
    return intake.ask, intake.hint or ""


def _words_of_when(anchor: Anchor, hint: str, voice: Voice) -> tuple[str, str]:
    """Which day an event was; its time too where a clock that runs in hours starts with it."""
    ask = voice.say("dates_when", event=anchor.label)
    if anchor.tense == "ahead":
        return ask, voice.say("dates_when_ahead")
    return ask, voice.say("dates_when_timed") if anchor.timed else hint


def base(question: str) -> str:
    """The question as data/guidance/intake knows it: one for a date also says what is known already."""
    return next((one.rstrip(".") for one in DATES if question.startswith(one)), question)


def intake_of(question: str, content: Content) -> IntakeQuestion | None:
    """The words of a question of data/guidance/intake; None for one that comes from elsewhere."""
    return content.intake.get(base(question))


def why_of(question: str, voice: Voice) -> str:
    """Why this is asked."""
    if question.startswith(DECIDING):
        return voice.content.questions[question[len(DECIDING) :]].why
    return voice.content.intake[base(question)].why


def is_many(question: str, content: Content) -> bool:
    """Whether several options can be chosen."""
    return question in content.intake and content.intake[question].many


def label_of(question: str, values: tuple[str, ...], case: Case, voice: Voice) -> str:
    """An answer in words, for summaries."""
    labels = {option.value: option.label for option in options_of(question, case, voice)}
    return ", ".join(labels.get(value, value) for value in values) or voice.say("option_none")


def options_of(question: str, case: Case, voice: Voice) -> tuple[Option, ...]:
    """Everything that can be chosen. "I don't know" is offered wherever it makes sense."""
    content = voice.content
    if question.startswith(DECIDING):
        options = [Option(one.id, one.label) for one in content.questions[question[len(DECIDING) :]].options]
    elif base(question) in _DYNAMIC:
        options = _DYNAMIC[base(question)](case, voice)
    else:
        options = []
    asked = intake_of(question, content)
    if asked is not None and not _is_known_beforehand(question, content):
        options = [Option(one.id, one.label, one.hint or "") for one in asked.options] + options
    if question not in _NO_UNKNOWN:
        options.append(Option(UNKNOWN, voice.say("option_unknown")))
    return tuple(options)


def _is_known_beforehand(question: str, content: Content) -> bool:
    """Whether this asks for the day of something to come, which was not yesterday."""
    return question.startswith(WHEN) and content.anchors[question[len(WHEN) :]].tense == "ahead"


def _events(case: Case, voice: Voice) -> list[Option]:
    return [Option(one.id, one.label) for one in voice.content.anchors.values() if one.offered]


def _guides(case: Case, voice: Voice) -> list[Option]:
    return [Option(one.id, one.label, one.hint or "") for one in voice.content.guides.values()]


def _areas(case: Case, voice: Voice) -> list[Option]:
    named = [
        Option(partnership.id, partnership.name)
        for partnership in voice.content.partnerships.values()
        if partnership.id != ELSEWHERE
    ]
    return [
        *named,
        Option(ELSEWHERE, voice.content.partnerships[ELSEWHERE].name),
        Option(OUTSIDE_ENGLAND, voice.say("option_outside_england")),
    ]


def _roles(case: Case, voice: Voice) -> list[Option]:
    return [Option(role.id, role.label) for role in voice.content.roles.values()]


def _topics(case: Case, voice: Voice) -> list[Option]:
    """The topics of the chosen part of a child's life, as labels of the signs below them."""
    domain = case.value("domain")
    topics = dict.fromkeys(
        indicator.topic
        for indicator in voice.content.indicators.values()
        if not voice.content.is_everyday(indicator) and domain == indicator.domain.value
    )
    return sorted(
        (Option(topic, voice.content.topics[topic].name) for topic in topics), key=lambda option: option.label
    )


def _proposed(case: Case, voice: Voice, statuses: tuple[str, ...]) -> list[Option]:
    return [
        Option(
            one.indicator,
            voice.content.indicators[one.indicator].statement,
            _how_read(one, voice),
            chosen=one.status == "present",
        )
        for one in case.proposals
        if one.status in statuses
    ]


def _how_read(one: Proposal, voice: Voice) -> str:
    if one.status == "denied":
        return voice.say("denied")
    return voice.say("guessed") if one.guessed else ""


def _strengths(case: Case, voice: Voice) -> list[Option]:
    read = case.values("strengths_read") or ()
    usual = [one.id for one in voice.content.protective.values() if one.offered]
    return [
        Option(key, voice.content.protective[key].statement, chosen=key in read)
        for key in dict.fromkeys((*read, *usual))
    ]


def _views(case: Case, voice: Voice) -> list[Option]:
    return [Option(route.value, voice.content.routes[route.value].label) for route in Route]


def _changeable(case: Case, voice: Voice) -> list[Option]:
    return [
        Option(
            given.question,
            words_of(given.question, voice)[0],
            label_of(given.question, given.values, case, voice),
        )
        for given in case.answers
        if given.question.startswith(DECIDING)
        or (given.question in voice.content.intake and given.question != "opening")
    ]


_DYNAMIC = {
    "home": _areas,
    "place": _areas,
    "role": _roles,
    "topics": _topics,
    "concerns": lambda case, voice: _proposed(case, voice, ("present", "listed", "denied")),
    "uncertain": lambda case, voice: _proposed(case, voice, ("past", "hypothetical")),
    "strengths": _strengths,
    "view": _views,
    "change": _changeable,
    "event": _events,
    "guide": _guides,
}
