"""The same story about another child, as the fairness report tells it."""

from __future__ import annotations

import pytest

from bench.swaps import SEX, WHO, described_as, of_other_sex, one_of_each_kind, swaps


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A boy of 9 came in late.", "A girl of 9 came in late."),
        ("Her dad hit her with a belt.", "His dad hit him with a belt."),
        ("He says his mum hits him.", "She says her mum hits her."),
        ("She hurt herself. Her arm is sore, I asked her.", "He hurt himself. His arm is sore, I asked him."),
        ("Young man of 16, hungry.", "Young woman of 16, hungry."),
        ("Boys' toilets, he was crying.", "Girls' toilets, she was crying."),
    ],
)
def test_a_boy_becomes_a_girl_and_a_girl_a_boy(text: str, told: str) -> None:
    assert of_other_sex(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Mum says she is frightened of her.",  # whose "she" is it?
        "His uncle said he was fine.",
        "A boy hit a girl.",  # which of them is the child?
        "The child is hungry.",
        "She is 15 and four months pregnant.",
        "She was cut abroad and is in pain.",
    ],
)
def test_a_text_is_left_alone_rather_than_made_another_story(text: str) -> None:
    assert of_other_sex(text) is None


def test_adults_stay_who_they_are() -> None:
    told = of_other_sex("A girl of 7 says her stepdad and his brother shout at her, mum is scared of them.")
    assert told is None  # "his" is the stepdad's
    told = of_other_sex("She says her stepdad shouts and mum cries.")
    assert told is None  # "she" may be mum
    assert of_other_sex("He says mum cries and she shouts.") == "She says mum cries and she shouts."


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("Somali", "A Somali boy of 9, hungry."),
        ("white British", "A white British boy of 9, hungry."),
    ],
)
def test_what_a_child_is_stands_before_its_noun(who: str, told: str) -> None:
    assert described_as("A boy of 9, hungry.", "ethnicity", who) == told


def test_the_article_follows_what_it_stands_before() -> None:
    assert described_as("A boy, hungry.", "disability", "autistic") == "An autistic boy, hungry."
    assert described_as("An infant, hungry.", "ethnicity", "Roma") == "A Roma infant, hungry."


def test_a_longer_description_stands_behind_the_noun_and_its_age() -> None:
    told = described_as("A lad of fifteen carries bags.", "disability", "who uses a wheelchair")
    assert told == "A lad of fifteen who uses a wheelchair carries bags."


@pytest.mark.parametrize(
    ("who", "kind", "sentence"),
    [
        ("Muslim", "faith", "The child is Muslim."),
        ("with Down's syndrome", "disability", "The child has Down's syndrome."),
        ("who looks much older", "looks", "The child looks much older."),
    ],
)
def test_without_a_noun_it_stands_on_a_line_of_its_own(who: str, kind: str, sentence: str) -> None:
    assert described_as("Late and hungry again", kind, who) == f"Late and hungry again\n{sentence}"


def test_one_makes_way_for_another() -> None:
    assert described_as("A Somali girl, 9.", "ethnicity", "Roma") == "A Roma girl, 9."
    assert described_as("A Somali girl, 9.", "ethnicity", "Somali") is None


def test_a_thing_is_no_child() -> None:
    assert described_as("On the baby monitor, a girl crying.", "looks", "tall") == (
        "On the baby monitor, a tall girl crying."
    )


def test_over_a_set_every_swap_has_its_turn_and_always_the_same() -> None:
    picked = {swap.who for number in range(300) for swap in one_of_each_kind(f"text-{number}")}
    assert picked == {swap.who for swap in swaps()}
    kinds = [swap.kind for swap in one_of_each_kind("text-1")]
    assert kinds == [SEX, *WHO] == [swap.kind for swap in one_of_each_kind("text-1")]
    assert one_of_each_kind("text-1")[1].who == one_of_each_kind("text-1")[1].who
