"""Who somebody is moves nothing: whatever recognises indicators reads a text without it."""

from __future__ import annotations

import pytest

from bot.reading import Reader
from bot.reading.identity import undescribed, without_identity
from tests import project


@pytest.fixture(scope="module")
def reader() -> Reader:
    """With the real content, whose signs name disabilities."""
    return project.signs_alone()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("An autistic boy hit her.", "A child hit their."),
        ("A Roma infant", "An infant"),
        ("a black British girl, tall", "a child,"),
        ("lad who looks much older than his age took her bag", "child took their bag"),
        ("He told her that her mum hurt himself", "they told their that their mum hurt themselves"),
        ("Jehovah\u2019s Witness boy", "child"),
    ],
)
def test_meaning_is_guessed_from_a_text_about_anybody(text: str, plain: str) -> None:
    assert without_identity(text) == plain


@pytest.mark.parametrize(
    "text", ["told her off", "her arm and her", "with her.", "saw her at home", "hit her hard"]
)
def test_her_is_said_as_him_or_his_would_be(text: str) -> None:
    of_a_boy = text.replace("her arm", "his arm").replace("her", "him")
    assert without_identity(text) == without_identity(of_a_boy)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("An autistic boy hit her", "A boy hit her"),
        ("A Roma infant", "An infant"),
        ("A deaf older brother", "An older brother"),
        ("lad of 9 who uses a wheelchair, hungry", "lad of 9 , hungry"),
        ("lad who could pass for eighteen, hungry", "lad , hungry"),
        ("He is tall and black, and mum hits him", "He is , and mum hits him"),
        ("Jehovah\u2019s Witness, white British family hid him", "family hid him"),
        ("Hungry again. The child is Muslim. Mum shouts.", "Hungry again. Mum shouts."),
        ("Hungry\nShe looks older than her age.", "Hungry"),
        ("A [name] boy of [name] is hungry. The child is [name].", "A boy of [name] is hungry."),
    ],
)
def test_words_that_describe_a_person_are_blank_to_signs(text: str, plain: str) -> None:
    told = undescribed(text)
    assert len(told) == len(text)
    assert " ".join(told.split()) == plain


@pytest.mark.parametrize(
    "text",
    [
        "He has a black eye",
        "Mum was blind drunk",
        "white powder on the side",
        "Polish is hard",
    ],
)
def test_the_same_words_stay_where_they_describe_nobody(text: str) -> None:
    assert undescribed(text) == text


def test_a_need_stays_for_those_who_ask_for_it() -> None:
    assert undescribed("A tall, deaf girl", needs=True).split() == ["A", "tall,", "deaf", "girl"]


@pytest.mark.parametrize("who", ["Roma ", "black British ", "visually impaired ", "mature "])
def test_a_word_for_who_somebody_is_parts_no_phrase(reader: Reader, who: str) -> None:
    told = f"Mum was sexually abused by her stepfather as a {who}girl, she wants counselling for herself."
    without = "Mum was sexually abused by her stepfather as a girl, she wants counselling for herself."
    found, expected = (
        {(one.indicator, one.status) for one in reader.read(text).mentions} for text in (told, without)
    )
    assert found == expected


def test_what_is_quoted_is_what_was_written(reader: Reader) -> None:
    text = "A tall Somali boy hit his mum."
    assert {one.text for one in reader.read(text).mentions} == {text}


def test_a_disability_is_read_as_the_need_it_is(reader: Reader) -> None:
    reading = reader.read("A deaf boy of 9 is locked in his bedroom every night.")
    assert {"disabled", "communication_needs"} <= set(reading.facts.vulnerabilities)
    said = {one.indicator for one in reading.mentions}
    assert said >= {
        one.indicator for one in reader.read("A boy of 9 is locked in his bedroom every night.").mentions
    }


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Girl of 11 who looks about sixteen", 11),
        ("Girl who looks about sixteen, 11", 11),
        ("Toddler, looks about sixteen", None),
        ("She looks about 15, tending the plants", 15),
    ],
)
def test_how_old_somebody_looks_counts_where_no_age_is_told(
    reader: Reader, text: str, age: int | None
) -> None:
    assert reader.read(text).facts.age_years == age
