"""Every YAML case again with another child: who the child is never lowers an answer (rule 19)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from bot.content.area import area_of
from bot.guidance import assess
from bot.guidance.entered import situation
from tests.cases.test_cases import CASES, CONTENT, moment
from tests.project import signs_alone

# What a child is, and no worry by itself.
WHO = ("disabled", "communication_needs")
TO_GIRL = {"boy": "girl", "boys": "girls", "lad": "lass"}
TO_BOY = {girl: boy for boy, girl in TO_GIRL.items()}
PRONOUN = re.compile(r"\b(he|she|him|her|his|hers)\b", re.I)
IDENTITIES = ("Pakistani ", "Traveller ", "Muslim ", "Jewish ", "black British ", "tall, streetwise ")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_disabled_child_never_gets_less(case: dict[str, Any]) -> None:
    facts, now = situation(case["given"]), moment(case["given"])
    area = area_of(CONTENT, facts.home)
    before = assess(facts, area, now)
    for who in WHO:
        after = assess(replace(facts, vulnerabilities=facts.vulnerabilities | {who}), area, now)
        assert after.tier.rank >= before.tier.rank
        assert after.urgency.rank <= before.urgency.rank
        assert {one.route for one in before.routes} <= {one.route for one in after.routes}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_its_words_are_read_alike_for_girl_and_boy_and_every_background(case: dict[str, Any]) -> None:
    """Nothing moves with who the child is. Mutilation is of girls, in law and in fact, so that it is
    left out; where a pronoun stands, swapping the noun alone would make another story."""
    told = case["name"]
    as_boy, as_girl = swapped(told, TO_BOY), swapped(told, TO_GIRL)
    if not PRONOUN.search(told):
        assert read(as_boy) == read(as_girl)
    for identity in IDENTITIES:
        assert read(as_boy) == read(re.sub(r"\b(boy|lad)\b", identity + r"\1", as_boy)), identity


def swapped(text: str, words: dict[str, str]) -> str:
    """The text with whole words swapped; a capital stays a capital."""

    def one(found: re.Match[str]) -> str:
        word = words[found[0].lower()]
        return word.capitalize() if found[0][0].isupper() else word

    return re.sub(rf"\b({'|'.join(words)})\b", one, text, flags=re.I)


def read(text: str) -> set[tuple[str, str]]:
    """What was read: signs with their status."""
    return {
        (one.indicator, one.status.value)
        for one in signs_alone().read(text).mentions
        if CONTENT.indicators[one.indicator].topic != "fgm"
    }
