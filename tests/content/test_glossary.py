"""Every abbreviation that a practitioner reads is in the glossary, or spelt out beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.abbreviations import unexplained
from bot.content.load import load
from tests.content.small import edit
from tests.project import content


def found(small: Path, sentence: str) -> list[str]:
    """What is said of a sentence."""
    edit(small, "wording/all.yml", lambda texts: texts.update(thanks=sentence))
    return [one.message for one in unexplained(load(small))]


@pytest.mark.parametrize("name", ["MARAC", "GCP2", "A&E", "ICPC"])
def test_an_abbreviation_that_nobody_explains_is_found(small, name):
    assert found(small, f"Ask the {name} about it.") == [f"thanks: {name} is not explained"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Tell the LADO today.",
        "Ask the front door (often a multi-agency safeguarding hub, MASH).",
        "IRIS: support for people who are hurt at home.",
    ],
)
def test_an_explained_one_is_let_be(small, sentence):
    assert found(small, sentence) == []


ABBREVIATIONS = "LADO MASH MARAC DASH NRM GCP2 FGM ICPC CAMHS FII EHCP CIN DSL EPO".split()
TERMS = (
    "Section 47",
    "Section 17",
    "Section 20",
    "Child in need",
    "Strategy discussion",
    "Front door",
    "Early help assessment",
    "Lead practitioner",
    "Core group",
    "Step up and step down",
    "Operation Encompass",
    "Police protection",
    "Emergency protection order",
    "Private fostering",
    "Significant harm",
)


@pytest.mark.parametrize("word", [*ABBREVIATIONS, *TERMS])
def test_the_projects_glossary_explains_the_words_of_the_field(word):
    assert any(word in term.term for term in content().glossary.values())


def test_a_term_is_said_in_plain_words():
    for term in content().glossary.values():
        assert len(term.meaning.split()) <= 45, term.id
