"""Faults found by people trying it, each kept from coming back."""

from __future__ import annotations

import pytest

from bot.rasa_bridge.resources import reader
from bot.reading import Status
from bot.reading.redact import redact
from tests import project


@pytest.fixture(scope="module")
def read():
    return project.signs_alone().read


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


@pytest.mark.parametrize(
    "text",
    ["He is in class.", "She was here today.", "They are with me now.", "We met at the school."],
)
def test_a_sentence_that_says_next_to_nothing_is_no_worry(text):
    """Meaning finds a neighbour for anything; with one telling word it is left unsaid."""
    assert reader().read(text).mentions == ()


def test_late_and_tired_after_a_separation_is_read_as_just_that():
    read = reader().read("Boy of 8 is late and tired since his parents parted in the spring.")
    assert {mention.indicator for mention in read.mentions} == {
        "often_late",
        "family_conflict_separation_strain",
    }
