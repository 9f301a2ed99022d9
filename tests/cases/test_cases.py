"""Plays every YAML case beside this file: a situation → what the guidance must be and say.

A safeguarding lead can read and write them; see README.md in this folder.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content.area import area_of
from bot.dialogue.answer import full_answer
from bot.dialogue.case import Case
from bot.dialogue.message import to_dict
from bot.dialogue.plain import to_text
from bot.guidance import (
    assess,
)
from bot.guidance.clock import LONDON
from bot.guidance.entered import situation
from tests.project import content

HERE = Path(__file__).parent
CONTENT = content()
CASES = [case for path in sorted(HERE.glob("*.yml")) for case in yaml.safe_load(path.read_text("utf-8"))]


def moment(given: dict[str, Any]) -> datetime:
    """When the case is asked, London time; a Tuesday morning unless told."""
    return datetime.fromisoformat(given.get("at", "2026-11-24T10:30")).replace(tzinfo=LONDON)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    given, expect = case["given"], case["expect"]
    facts, now = situation(given), moment(given)
    guidance = assess(facts, area_of(CONTENT, facts.home), now)
    text = to_text(to_dict(full_answer(guidance, Case(), now)))
    flat = " ".join(text.split()).lower()
    routes = [advice.route.value for advice in guidance.routes]
    if "tier" in expect:
        assert guidance.tier.value == expect["tier"]
    if "urgency" in expect:
        assert guidance.urgency.value == expect["urgency"]
    if "first_route" in expect:
        assert routes[0] == expect["first_route"]
    assert set(expect.get("routes", ())) <= set(routes)
    assert not set(expect.get("not_routes", ())) & set(routes)
    if "first_contact" in expect:
        assert guidance.contacts[0].contact.id == expect["first_contact"]
    assert set(expect.get("contacts", ())) <= {one.contact.id for one in guidance.contacts}
    for words in expect.get("says", ()):
        assert words.lower() in flat, words
    for words in expect.get("never_says", ()):
        assert words.lower() not in flat, words


def test_every_expectation_is_known() -> None:
    known = {
        "tier",
        "urgency",
        "first_route",
        "routes",
        "not_routes",
        "first_contact",
        "contacts",
        "says",
        "never_says",
    }
    for case in CASES:
        assert set(case) == {"name", "given", "expect"}, case["name"]
        assert case["expect"] and set(case["expect"]) <= known, case["name"]
