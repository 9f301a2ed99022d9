"""How the bench reads ``must_contain``."""

from __future__ import annotations

import pytest

from bench.questions import contains


@pytest.mark.parametrize(
    ("answer", "element", "met"),
    [
        ("Within 15 working days.", "15", True),
        ("Within 150 working days.", "15", False),
        ("It is a MASH.", "mash", True),
        ("A plan is smashing.", "ash", False),
        ("Use the escalation procedure.", "escalat", True),
        ("Ring the hub.", "front door|hub", True),
        ("Ring the hub.", "front door|desk", False),
        ("They don’t need consent", "don't need", True),
        ("0–18  years", "0-18 years", True),
        ("1,257 enquiries", "1,257", True),
    ],
)
def test_an_element_is_met_as_the_readme_of_the_set_says(answer: str, element: str, met: bool) -> None:
    assert contains(answer, element) is met
