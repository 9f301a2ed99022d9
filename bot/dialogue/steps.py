"""What is asked next: danger first, then as little as decides (practice note, order)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.content.area import Area
from bot.content.load import Content
from bot.dialogue.case import Case
from bot.dialogue.facts import DECIDING, IN_DANGER, is_danger_only_guessed, situation_of
from bot.guidance import Guidance, Situation
from bot.guidance.unknowns import MOST, open_questions
from bot.guidance.weigh import weigh

OPENING = "opening"
BASICS = "basics"
TELL = "tell"
TOPICS = "topics"
CONFIRM = "confirm"
DECIDE = "decide"
FAMILY = "family"
URGENT = "urgent"
CHALLENGE = "challenge"
DECISION = "decision"
DONE = "done"
PLACE = "place"
REOPENED = "reopened."
EVENT, WHEN = DATES = ("event.", "when.")  # put in between; what is known already follows
GUIDE = "guide"  # put in between as well: which guide, or "guide.<id>" for its questions

FIELDS: dict[str, tuple[str, ...]] = {
    BASICS: ("home", PLACE, "age", "role"),
    CONFIRM: ("concerns", "uncertain", PLACE, "view"),
    FAMILY: ("other_children", "open_to", "parents", "tried", "strengths"),
    URGENT: ("home", "safe_now", "medical_need", "other_children"),
    CHALLENGE: ("home", "safe_now", "dispute", "open_to", "tried"),
}


@dataclass(frozen=True)
class Step:
    """A step of the conversation and the questions it asks, in order."""

    id: str
    questions: tuple[str, ...]


def next_step(case: Case, content: Content, area: Area, guidance: Guidance) -> Step:
    """The step that comes next. A red flag, danger or a challenge shortens the way."""
    reopened = _reopened(case)
    if reopened:
        return Step(CONFIRM, reopened)
    situation = situation_of(case, content)
    if guidance.red_flags or situation.danger:
        return _urgent(case) or Step(DONE, ())
    if situation.disagreement:
        return (
            _open(case, CHALLENGE, (*_ticks(case), *FIELDS[CHALLENGE]))
            or _open(case, DECISION, content.guides[CHALLENGE].questions)
            or Step(DONE, ())
        )
    if not case.has(OPENING) and not case.proposals:
        return Step(OPENING, (OPENING,))
    return (
        _basics(case)
        or _what(case)
        or _open(case, CONFIRM, _confirm_questions(case))
        or _deciding(case, situation, area)
        or _open(case, FAMILY, FIELDS[FAMILY])
        or Step(DONE, ())
    )


def _reopened(case: Case) -> tuple[str, ...]:
    """A question whose answer was taken back to be changed."""
    asked = [tag[len(REOPENED) :] for tag in case.shown if tag.startswith(REOPENED)]
    return tuple(question for question in asked if not case.has(question))[:1]


def _open(case: Case, step: str, questions: tuple[str, ...]) -> Step | None:
    """The step with those of its questions that have no answer yet, if any has none."""
    missing = tuple(question for question in questions if not case.has(question))
    return Step(step, missing) if missing else None


def _basics(case: Case) -> Step | None:
    """Where, how old and who asks. Where the child is now waits for the next form if all else is known."""
    asked = _open(case, BASICS, FIELDS[BASICS])
    return None if asked and asked.questions == (PLACE,) and case.proposals else asked


def _what(case: Case) -> Step | None:
    if case.proposals or case.has("unsure"):
        return None
    if case.has("domain"):
        return Step(TOPICS, (TOPICS,))
    return Step(TELL, (TELL,))


def _confirm_questions(case: Case) -> tuple[str, ...]:
    if not case.proposals:
        return (PLACE, "view")
    unsure = any(one.status in ("past", "hypothetical") for one in case.proposals)
    return tuple(question for question in FIELDS[CONFIRM] if unsure or question != "uncertain")


def _urgent(case: Case) -> Step | None:
    """The tick list, and at most three questions after the action (practice note, order). Where danger was
    only guessed, first and by itself whether it is so: no answer to another question may be taken for it."""
    if is_danger_only_guessed(case) and not case.has(IN_DANGER):
        return Step(URGENT, (IN_DANGER,))
    if case.has("safe_now"):
        return None
    asked = [question for question in FIELDS[URGENT] if not case.has(question)][:MOST]
    return Step(URGENT, (*_ticks(case), *asked))


def _ticks(case: Case) -> tuple[str, ...]:
    """The tick list, where something was read and has not been ticked."""
    return ("concerns",) if case.proposals and not case.has("concerns") else ()


def _deciding(case: Case, situation: Situation, area: Area) -> Step | None:
    """At most three deciding questions in the whole conversation, most telling first."""
    if any(given.question.startswith(DECIDING) for given in case.answers):
        return None
    weighed, _ = weigh(situation, area)
    questions = [question.id for question in open_questions(situation, area, weighed)][:MOST]
    return Step(DECIDE, tuple(DECIDING + key for key in questions)) if questions else None


def guide_of(step: str) -> str:
    """The id of the guide whose questions this step asks, or nothing."""
    return step[len(GUIDE) + 1 :] if step.startswith(GUIDE + ".") else ""


def is_between(step: str) -> bool:
    """Whether this step was put in between, and the case goes on after it from where it was."""
    return step == GUIDE or bool(guide_of(step)) or step.startswith(DATES)


def is_provisional_due(case: Case, step: Step) -> bool:
    """Whether the suggestion so far is shown before the step: once, after the tick list."""
    return step.id in (DECIDE, FAMILY) and "provisional" not in case.shown
