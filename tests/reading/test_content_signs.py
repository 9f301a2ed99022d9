"""The signs of the real content: how often red flags are raised rightly, and how seldom wrongly.

Floors are what was reached, rounded down. `python -m bench.signs` names the lines behind a figure.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bench.signs import Example, Line, flagged, kind, read_examples
from bot.content.load import Content
from bot.content.model import Indicator
from tests import project

WORDINGS = Path(__file__).with_name("red_flag_wordings.yml")

pytestmark = pytest.mark.timeout(600)  # reads every example of the content once


@pytest.fixture(scope="module")
def content() -> Content:
    return project.content()


@pytest.fixture(scope="module")
def examples(content: Content) -> list[Example]:
    return read_examples(content, every=3)


def share(hits: list[bool]) -> float:
    return sum(hits) / len(hits)


def test_everyday_life_hardly_ever_raises_a_red_flag(content: Content, examples: list[Example]) -> None:
    assert share([flagged(content, e) for e in examples if e.everyday]) < 0.01


def test_a_red_flag_raised_by_a_sign_is_nearly_always_one(content: Content, examples: list[Example]) -> None:
    assert share([e.red_flag for e in examples if flagged(content, e)]) >= 0.89


def test_most_red_flags_are_raised_by_signs_alone(content: Content, examples: list[Example]) -> None:
    assert share([flagged(content, e) for e in examples if e.red_flag]) >= 0.73


def test_plain_wordings_are_raised_and_everyday_ones_are_not(content: Content) -> None:
    reader = project.signs_alone()
    wordings = yaml.safe_load(WORDINGS.read_text("utf-8"))

    def raised(text: str) -> bool:
        return any(content.indicators[owner].red_flag for owner, _ in reader.present_lines(text))

    assert share([raised(text) for text in wordings["raise"]]) >= 0.96
    assert share([raised(text) for text in wordings["leave"]]) <= 0.02


def indicator(content: Content, *, red_flag: bool, tier: str) -> Indicator:
    return next(i for i in content.indicators.values() if i.red_flag is red_flag and i.tier.value == tier)


def test_a_line_is_wrong_on_lower_levels_and_on_everyday_life(content: Content) -> None:
    flag = indicator(content, red_flag=True, tier="child_protection")
    lesser = indicator(content, red_flag=False, tier="early_help_single")
    everyday = indicator(content, red_flag=False, tier="universal")
    assert kind(flag, Example(flag, "", frozenset())) == "own"
    assert kind(lesser, Example(flag, "", frozenset())) == "level"
    assert kind(flag, Example(lesser, "", frozenset())) == "lower"
    assert kind(flag, Example(everyday, "", frozenset())) == "everyday"
    assert kind(flag, Example(None, "", frozenset())) == "everyday"


def test_the_share_that_a_line_is_right_counts_own_level_and_topic(content: Content) -> None:
    line = Line(indicator(content, red_flag=True, tier="child_protection"), "hit")
    assert line.right_share == 1
    line.fired.update(own=2, level=1, topic=1, lower=3, everyday=1)
    assert line.right_share == 0.5
