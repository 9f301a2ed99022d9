"""The sign language: groups, exclusions, beginnings, facts, base forms, spelling."""

from __future__ import annotations

import pytest

from bot.reading.rules import load_rules
from bot.reading.signs import SignIndex, parse
from bot.reading.words import Vocabulary, phrase_keys


def found(sign: str, text: str, *facts: str) -> bool:
    rules = load_rules()
    index = SignIndex([("it", sign)], rules.equals, rules.context.light)
    return any(index.find(s, facts.__contains__) for s in Vocabulary(index.keys).sentences(text))


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("bruise", "Bruised all over"),
        ("bruise", "two BRUISES"),
        ("leave + alone", "they were left alone"),
        ("hit + dad", "Dad, she says, was hitting him"),
        ("hit + dad", "her father hit her"),
        ("stepdad", "his step-dad"),
        ("step dad", "his stepfather"),
        ("self harm", "self-harming again"),
        ("health visitor", "HV rang"),
        ("dv", "there is domestic violence"),
        ("not eat", "He doesn't eat"),
        ("not eat", "he didnt eat"),
        ("abus*", "abusive"),
        ("hand round throat", "put his hands round her throat"),
        ("strangle", "he strangeled her"),
        ("overdose", "took an overdoze"),
        ("mum's boyfriend", "mums boyfriend"),
        ("bruise + !birthmark", "a bruise"),
        ("a box", "took his box"),
    ],
)
def test_found(sign: str, text: str) -> None:
    assert found(sign, text)


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("hit + dad", "Dad is at work. The boys hit a ball."),
        ("bruise + !birthmark", "a bruise or a birthmark"),
        ("hit", "a white shirt"),
        ("missing", "she missed the bus"),
        ("a box", "Boxing club"),
        ("had + tablets", "he's got tablets"),
        ("starve", "the starter was nice"),
    ],
)
def test_not_found(sign: str, text: str) -> None:
    assert not found(sign, text)


def test_facts_are_asked_of_the_whole_text() -> None:
    assert found("bruise + @non_mobile", "a bruise", "non_mobile")
    assert not found("bruise + @non_mobile", "a bruise")
    assert not found("bruise + !@non_mobile", "a bruise", "non_mobile")


def test_a_group_needs_words() -> None:
    with pytest.raises(ValueError, match="no words"):
        parse("hit + |")


def test_keys_are_base_forms_of_the_small_verbs_only() -> None:
    assert phrase_keys("doesn't eat") == ("do", "not", "eat")
    assert phrase_keys("in the house") == ("in", "house")
    assert phrase_keys("in the house", articles=True) == ("in", "the", "house")
    assert phrase_keys("abus*") == ("abus*",)


@pytest.mark.parametrize(
    "text", ["He hit himself on his arm", "She hit herself on her arm", "It made him eat", "It made her eat"]
)
def test_a_phrase_of_either_sex_is_found_of_the_other(text: str) -> None:
    of_her, of_him = ("hit herself|made her eat", "hit himself|made him eat")
    assert found(of_her, text)
    assert found(of_him, text)


def test_her_before_a_noun_is_something_of_hers_as_his_is() -> None:
    assert found("took his passport", "Took her passport")
    assert not found("hit him", "Hit her brother")
    assert not found("hit her", "Hit his brother")


def test_words_in_capitals_ask_for_the_sex() -> None:
    assert found("cut + SHE|GIRL", "The girls are to be cut")
    assert not found("cut + SHE|GIRL", "The boys are to be cut, he says")
