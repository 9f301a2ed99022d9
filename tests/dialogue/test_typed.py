"""Typing instead of choosing works everywhere."""

from __future__ import annotations

import pytest

from bot.dialogue.message import Option
from bot.dialogue.typed import typed_answers

SAFE = (Option("yes", "Yes, with a safe adult"), Option("no", "No"), Option("unknown", "I don't know"))
HOME = (Option("bolton", "Bolton"), Option("walsall", "Walsall"), Option("unknown", "I don't know"))
TICKS = (Option("late", "Often late"), Option("tired", "Tired"), Option("hungry", "Hungry"))
SIGNS = {"safe_now": {"yes": ("yes", "safe"), "no": ("no", "not safe")}}


def typed(text, fields, many=()):
    return typed_answers(text, fields, SIGNS, frozenset(many))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", ("yes",)),
        ("2.", ("no",)),
        ("No", ("no",)),
        ("no, he is not safe", ("no",)),
        ("yes", ("yes",)),
        ("Yes with a safe adult", ("yes",)),
        ("not sure", ("unknown",)),
        ("I don't know", ("unknown",)),
    ],
)
def test_one_question_takes_a_number_a_label_or_other_words(text, expected):
    assert typed(text, {"safe_now": SAFE}) == {"safe_now": expected}


@pytest.mark.parametrize("text", ["9", "0", "perhaps tomorrow", "", "   ", "x" * 500])
def test_what_is_no_answer_gives_none(text):
    assert typed(text, {"safe_now": SAFE}) == {}


def test_a_form_takes_letters_and_numbers():
    assert typed("a2 b1", {"home": HOME, "safe_now": SAFE}) == {"home": ("walsall",), "safe_now": ("yes",)}


def test_a_form_takes_words_apart_by_commas():
    assert typed("Walsall, no", {"home": HOME, "safe_now": SAFE}) == {
        "home": ("walsall",),
        "safe_now": ("no",),
    }


def test_a_form_can_be_answered_in_part():
    assert typed("bolton", {"home": HOME, "safe_now": SAFE}) == {"home": ("bolton",)}


def test_several_ticks_by_number():
    assert typed("1, 3", {"concerns": TICKS}, many=["concerns"]) == {"concerns": ("late", "hungry")}
    assert typed("1, 3", {"concerns": TICKS}) == {}


def test_not_known_answers_every_open_question():
    fields = {"home": HOME, "concerns": TICKS}
    assert typed("skip", fields) == {"home": ("unknown",), "concerns": ()}


@pytest.mark.parametrize(
    "text",
    [
        "a 5 month old with a bruise",
        "no food in the house",
        "she said he told her yes and hit her",
        "the boy says that dad is not at home and that nobody is safe there",
    ],
)
def test_a_story_is_no_answer(text):
    assert typed(text, {"safe_now": SAFE}) == {}
    assert typed(text, {"home": HOME, "safe_now": SAFE}) == {}
