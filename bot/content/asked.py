"""What is wrong with process questions: too few phrasings, copies, and links that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from bot.content.area import ELSEWHERE
from bot.content.copies import alike
from bot.content.load import Content, Problem
from bot.content.problem import problem
from bot.content.questions import FEWEST_PHRASINGS, QuestionFamily

_OPENING = "opening"


def process_questions(content: Content) -> Iterator[Problem]:
    """Problems of question families and of what is out of scope."""
    for kind in ("families", "out_of_scope"):
        for key, one in getattr(content, kind).items():
            if len(one.phrasings) < FEWEST_PHRASINGS:
                message = f"{len(one.phrasings)} phrasings"
                yield problem(content, kind, key, message, f"write {FEWEST_PHRASINGS} or more")
    yield from _places(content)
    yield from _links(content)
    yield from _only_one_area(content)
    yield from _copies(content)


def _places(content: Content) -> Iterator[Problem]:
    """An area that is not held, and two answers to one question for one area."""
    first: dict[tuple[str, str | None], QuestionFamily] = {}
    for key, family in content.families.items():
        if family.area is not None and family.area not in content.partnerships:
            mend = f"use one of {', '.join(sorted(content.partnerships))}, or leave it out"
            yield problem(content, "families", key, f"area {family.area!r} does not exist", mend)
        other = first.setdefault((family.subject, family.area), family)
        if other is not family:
            message = f"{other.id} has the same subject and area"
            mend = "make one family of them, or give one another subject"
            yield problem(content, "families", key, message, mend)


def _links(content: Content) -> Iterator[Problem]:
    opening = content.intake.get(_OPENING)
    known = {
        *content.families,
        *content.guides,
        *(option.id for option in (opening.options if opening else ())),
    }
    for key, family in content.families.items():
        for name in sorted(set(family.next) - known):
            mend = "name a family, a guide, or an option of the opening in data/guidance/intake"
            yield problem(content, "families", key, f"next {name!r} does not exist", mend)


def _only_one_area(content: Content) -> Iterator[Problem]:
    """A question that reads as if it held anywhere, and is only answered for one area."""
    for key, family in content.families.items():
        others = (one for one in content.families.values() if one.subject == family.subject)
        if family.area in (None, ELSEWHERE) or any(one is not family for one in others):
            continue
        area = content.partnerships.get(family.area)
        if area and area.name.lower() not in family.ask.lower():
            message = f"only {area.name} answers {family.subject!r}"
            mend = "write what holds elsewhere, if only whom to ask, or name the area in ask"
            yield problem(content, "families", key, message, mend, warning=True)


def _copies(content: Content) -> Iterator[Problem]:
    """Phrasings that hardly differ. Families of one subject may not share them either."""
    texts = [
        ("families", key, family.subject, text)
        for key, family in content.families.items()
        for text in family.phrasings
    ] + [
        ("out_of_scope", key, key, text)
        for key, one in content.out_of_scope.items()
        for text in one.phrasings
    ]
    for first, second in alike([(owner, text) for _, _, owner, text in texts]):
        kind, key, _, text = texts[second]
        _, other, _, twin = texts[first]
        message = f"phrasing {text!r} is nearly {twin!r} of {other}"
        yield problem(
            content, kind, key, message, "say it in a truly different way, or delete one of the two"
        )
