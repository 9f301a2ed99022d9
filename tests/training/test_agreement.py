"""Agreement, checked against published worked examples."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exercises.agreement import (
    LEAST_GROUP,
    LEAST_RATERS,
    Middle,
    Reliability,
    TooFew,
    Unit,
    alike,
    grouping,
    middle,
    ordinal_alpha,
    reliability,
)

# Klaus Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): section A, two observers, yes or
# no, and section D, four observers with missing values. A dot is a missing value.
MEG_AND_OWEN = ("0100000010", "1110010000")
FOUR_OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
COUNTS = st.lists(st.integers(0, 30), min_size=5, max_size=5)


def _counts(observers: tuple[str, ...], answers: str) -> np.ndarray:
    return np.array([[unit.count(answer) for answer in answers] for unit in zip(*observers)])


def test_alpha_of_krippendorffs_binary_example() -> None:
    # with two answers every metric is the same up to a factor
    assert ordinal_alpha(_counts(MEG_AND_OWEN, "01")) == pytest.approx(0.095, abs=0.0005)


def test_alpha_of_krippendorffs_example_with_four_observers_as_ordinal_data() -> None:
    counts = _counts(FOUR_OBSERVERS, "12345")
    assert counts.shape == (12, 5) and counts.sum() == 41
    assert ordinal_alpha(counts) == pytest.approx(0.815, abs=0.0005)


@given(COUNTS.filter(lambda counts: sum(counts) > 1 and max(counts) < sum(counts)))
def test_alpha_says_nothing_about_one_case(counts: list[int]) -> None:
    assert ordinal_alpha(np.array([counts])) == pytest.approx(0)


def test_four_of_five_alike_twice_gives_a_negative_alpha() -> None:
    assert ordinal_alpha(np.array([[0, 0, 4, 1, 0], [0, 0, 4, 1, 0]])) < 0


def test_how_many_are_alike() -> None:
    found = alike([0, 0, 4, 1, 0])
    assert found is not None
    assert (found.most, found.of, found.share) == (4, 5, 0.8)
    assert found.pairs == pytest.approx(0.6)  # 6 of 10 pairs
    assert alike([0, 0, 0]) is None


def test_one_vote_agrees_with_nobody() -> None:
    found = alike([0, 1])
    assert found is not None and found.pairs is None


def test_median_and_spread() -> None:
    assert middle([0, 0, 4, 1, 0]) == Middle(2, 2, 2, 2, 2, 3)
    assert middle([1, 2, 3, 1, 1]) == Middle(0, 1, 2, 2, 2, 4)
    assert middle([0] * 5) is None


def test_a_median_between_two_levels_names_both() -> None:
    found = middle([0, 3, 0, 3, 0])
    assert found is not None and (found.median, found.median_high) == (1, 3)


@given(COUNTS)
def test_the_middle_lies_in_order_and_was_chosen_by_somebody(counts: list[int]) -> None:
    found = middle(counts)
    if found is None:
        assert not any(counts)
        return
    places = [
        found.lowest,
        found.quarter,
        found.median,
        found.median_high,
        found.three_quarters,
        found.highest,
    ]
    assert places == sorted(places)
    assert all(counts[place] for place in places)


def _units(cases: int, stages: int, votes: int = LEAST_RATERS) -> list[Unit]:
    levels = [[0, votes - 1, 1, 0, 0], [0, 0, 0, 1, votes - 1]]
    return [Unit(f"case {at % cases}", tuple(levels[at % 2])) for at in range(stages)]


def test_alpha_across_cases_has_an_interval() -> None:
    found = reliability(_units(cases=2, stages=6))
    assert isinstance(found, Reliability)
    assert -1 <= found.low < found.alpha <= found.high <= 1
    assert found.alpha == pytest.approx(0.833, abs=0.0005)
    assert (found.cases, found.stages) == (2, 6)


def test_the_same_votes_give_the_same_figures() -> None:
    assert reliability(_units(2, 8)) == reliability(_units(2, 8))


@pytest.mark.parametrize(
    ("units", "found"),
    [
        ([], TooFew(0, 0)),
        (_units(cases=1, stages=8), TooFew(1, 8)),
        (_units(cases=2, stages=5), TooFew(2, 5)),
        (_units(cases=2, stages=8, votes=LEAST_RATERS - 1), TooFew(0, 0)),
        ([Unit(f"case {at}", (0, 9, 0, 0, 0)) for at in range(8)], TooFew(8, 8, varied=False)),
    ],
)
def test_too_few_cases_stages_or_people_give_no_alpha(units: list[Unit], found: TooFew) -> None:
    assert reliability(units) == found


def test_resamples_in_which_all_are_alike_are_left_out() -> None:
    units = [*_units(2, 1), *(Unit(f"case {at}", (0, 5, 0, 0, 0)) for at in range(6))]
    found = reliability(units)
    assert isinstance(found, Reliability) and not math.isnan(found.low)


def test_small_agencies_are_shown_together() -> None:
    assert grouping({"health": 7, "school": 9, "police": 3, "housing": 2}) == {
        "health": "health",
        "school": "school",
        "police": "others",
        "housing": "others",
    }


def test_two_people_left_over_take_the_smallest_large_agency_with_them() -> None:
    assert grouping({"health": 6, "school": 9, "police": 2}) == {
        "health": "others",
        "school": "school",
        "police": "others",
    }


def test_a_small_room_is_not_shown_by_agency() -> None:
    assert grouping({"health": 1, "school": 1, "police": 1}) == {}
    assert grouping({"health": 12}) == {}
    assert grouping({"health": 6, "police": 1}) == {}


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 20)))
def test_no_group_is_small_and_nobody_is_left_out(sizes: dict[str, int]) -> None:
    groups = grouping(sizes)
    shown: dict[str, int] = {}
    for agency, group in groups.items():
        shown[group] = shown.get(group, 0) + sizes[agency]
    assert all(size >= LEAST_GROUP for size in shown.values())
    assert not groups or sum(shown.values()) == sum(sizes.values())
