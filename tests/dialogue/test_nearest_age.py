"""What a sign can look like is shown for the child's age, or else for the age beside it."""

from __future__ import annotations

import pytest

from bot.content.model import AgeBand, AtAges
from bot.dialogue.answer import nearest_age

DESCRIBED = AtAges(
    indicator="any",
    ages={AgeBand.UNDER_1: "a baby", AgeBand.FROM_5_TO_9: "a pupil"},
    sources=("practice",),
)


@pytest.mark.parametrize(
    ("age", "looks"),
    [
        (AgeBand.UNDER_1, "a baby"),
        (AgeBand.FROM_5_TO_9, "a pupil"),
        (AgeBand.FROM_1_TO_4, "a pupil"),
        (AgeBand.FROM_10_TO_12, "a pupil"),
        (AgeBand.UNBORN, ""),
        (AgeBand.FROM_16_TO_17, ""),
    ],
)
def test_the_band_itself_or_one_beside_it_and_babies_stand_apart(age: AgeBand, looks: str) -> None:
    assert nearest_age(age, DESCRIBED) == looks


def test_a_sign_that_is_described_for_no_age_says_nothing() -> None:
    assert nearest_age(AgeBand.UNDER_1, None) == ""
