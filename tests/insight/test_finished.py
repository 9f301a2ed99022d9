"""What is counted of a guidance, and how the practitioner's own view compares."""

from __future__ import annotations

import pytest

from bot.dialogue.case import Case, Given, Proposal
from bot.dialogue.turn import Moment
from bot.insight.finished import Finished, finished, from_dict
from tests.guidance.moments import FRIDAY_17_05
from tests.project import content

CONTENT = content()
MILD = next(one for one in CONTENT.indicators.values() if one.tier.value == "early_help_single")


def of_view(view: str | None, *more: Given) -> Finished:
    answers = [Given("home", ("walsall",), 1), Given("role", ("gp",), 1), Given("concerns", (MILD.id,), 2)]
    if view:
        answers.append(Given("view", (view,), 2))
    case = Case(turn=4, answers=(*answers, *more), proposals=(Proposal(MILD.id, "present", 2),))
    return finished(Moment(case, CONTENT, FRIDAY_17_05))


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("early_help", "agreed"),
        ("front_door", "higher"),
        ("emergency", "higher"),
        ("universal", "lower"),
        ("lado", "other"),
        ("unknown", "unsaid"),
        (None, "unsaid"),
    ],
)
def test_the_own_view_beside_the_suggestion(view: str | None, expected: str) -> None:
    one = of_view(view)
    assert (one.route, one.view) == ("early_help", expected)


def test_only_ids_of_the_content_are_counted() -> None:
    one = of_view(None)
    assert (one.area, one.agency, one.tier) == ("walsall", "health", "early_help_single")
    assert one.topics == (MILD.topic,)
    assert from_dict(one.to_dict()) == one
