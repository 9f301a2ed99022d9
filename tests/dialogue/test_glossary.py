"""Words of the field that an answer uses are explained at its end."""

from __future__ import annotations

import pytest

from bot.content.area import area_of
from bot.dialogue.glossary import words_explained
from bot.dialogue.message import Section, Text
from bot.dialogue.words import Voice
from tests.project import content

CONTENT = content()
VOICE = Voice(area_of(CONTENT, "bolton"), "teacher")


def explained(text: str) -> list[str]:
    sections = words_explained((Section("one", "Heading", (Text(text),)),), VOICE)
    return [term for section in sections for term, _ in section.blocks[0].items]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Tell the LADO at once.", "LADO"),
        ("Ask for a strategy discussion.", "Strategy discussion"),
        ("Strategy discussions are held today.", "Strategy discussion"),
        ("STRATEGY DISCUSSIONS", "Strategy discussion"),
        ("The local authority designated officer knows.", "LADO"),
    ],
)
def test_a_term_is_found_short_long_and_at_the_start_of_a_sentence(text: str, begins: str) -> None:
    assert [term for term in explained(text) if term.startswith(begins)]


def test_each_term_is_explained_once_in_the_order_of_the_text() -> None:
    found = explained("A strategy discussion, the LADO, and a strategy discussion again.")
    assert len(found) == len(set(found))
    assert found[0].startswith("Strategy discussion")


def test_plain_words_need_no_list() -> None:
    assert explained("He was tired and hungry.") == []
    assert explained("the tornado") == [], "part of a word is no term"
