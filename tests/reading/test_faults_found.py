"""Faults found by people trying it, each kept from coming back."""

from __future__ import annotations

import pytest

from bot.content.load import load
from bot.reading import Reader, Status
from bot.reading.redact import redact


@pytest.fixture(scope="module")
def read():
    return Reader(load()).read


@pytest.mark.parametrize("text", ["hes hitting her", "shes scared", "s", "its hers s"])
def test_a_missing_apostrophe_is_read_like_any_word(read, text):
    assert read(text).text == text


@pytest.mark.parametrize("word", ["willy", "minnie", "fanny", "flower", "privates"])
def test_a_childs_word_for_the_body_is_never_taken_for_a_name(read, word):
    text = f"She said grandad touched her {word} in the bath"
    assert redact(text) == text
    present = {mention.indicator for mention in read(text).mentions if mention.status is Status.PRESENT}
    assert "sexual_abuse_disclosed" in present


def test_movements_that_matter_are_not_names():
    assert redact("He likes Nazi videos and ISIS flags") == "He likes Nazi videos and ISIS flags"


def test_refusing_to_visit_is_not_a_parent_refusing_help(read):
    assert read("She refuses to go to her uncle's house").facts.consent is None
