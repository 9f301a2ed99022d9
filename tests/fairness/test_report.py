"""What the fairness report calls lower."""

from __future__ import annotations

from typing import Any

import pytest

from bench.fairness import changes

ANSWER = {
    "tier": "child_in_need",
    "urgency": "today",
    "routes": ["front_door", "early_help"],
    "flags": ["neglect"],
}


def test_the_same_answer_is_no_change() -> None:
    assert changes(ANSWER, dict(ANSWER)) == []


@pytest.mark.parametrize(
    "other",
    [
        {"tier": "early_help_multi"},
        {"urgency": "soon"},
        {"routes": ["early_help"]},
        {"routes": ["early_help", "front_door"]},
        {"flags": []},
        {"flags": ["missing"]},
    ],
)
def test_less_later_or_a_flag_gone_is_lower(other: dict[str, Any]) -> None:
    assert any(change.lower for change in changes(ANSWER, {**ANSWER, **other}))


@pytest.mark.parametrize(
    "other",
    [
        {"tier": "child_protection"},
        {"urgency": "now"},
        {"routes": ["strategy_discussion"]},  # the front door is rung for that too
        {"flags": ["missing", "neglect"]},
    ],
)
def test_more_is_a_change_and_not_lower(other: dict[str, Any]) -> None:
    found = changes(ANSWER, {**ANSWER, **other})
    assert found and not any(change.lower for change in found)
