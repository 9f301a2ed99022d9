"""How old a child is, however it is written."""

from __future__ import annotations

import pytest

from bot.reading.ages import read_ages


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("a 7 year old", 7),
        ("7yo girl", 7),
        ("7 y/o", 7),
        ("a 14-year-old lad", 14),
        ("girl (9)", 9),
        ("boy, 12, from here", 12),
        ("aged 4 and a half", 4.5),
        ("he is seven", 7),
        ("She's 13.", 13),
        ("he's only 3 and tiny", 3),
        ("Y5 pupil", 9),
        ("Year 11", 15),
        ("in yr 2", 6),
        ("in reception class", 4),
        ("[name], 8, told me", 8),
        ("[name] (10)", 10),
        ("She just turned 16", 16),
        ("eleven year old", 11),
        ("her 2 yr old brother", 2),
        ("sixth form student", 16),
        ("baby 6 months", 0.5),
        ("ten weeks old", 10 / 52),
        ("a 3 week old", 3 / 52),
        ("she is 9 months", 0.75),
        ("14-month-old", 14 / 12),
        ("6wk old", 6 / 52),
        ("baby is 5/12", 5 / 12),
        ("twins, 3, at nursery", 3),
        ("they are both 15 and in love", 15),
        ("16, thrown out last night", 16),
        ("Two boys 6 and 8 at our school", 6),
        ("a 22 month girl", 22 / 12),
        ("he looks about 15", 15),
        ("One of my Year 2s", 6),
        ("Child: 8 weeks.", 8 / 52),
        ("Child: about 15.", 15),
        ("Care leaver, 17, no food in", 17),
        ("Ring round. LAC, 14, out again", 14),
        ("CIN, 13, bruises", 13),
    ],
)
def test_age(text: str, years: float) -> None:
    assert read_ages(text).first == pytest.approx(years)


@pytest.mark.parametrize(
    "text",
    [
        "mum is 17",
        "Mum, care leaver, 17, is tired",
        "LAC, 2 years now",
        "CIN, 3 kids",
        "CIN, two girls, the review is in May",
        "LAC, 3 placements this year",
        "her boyfriend, 22, collects",
        "he is 3 weeks late",
        "she is 20 weeks pregnant",
        "not been in for 3 weeks",
        "there are 4 children",
        "he is 10 minutes away",
        "two years ago",
        "scored 14 on it",
        "year on year",
        "clean for 3 years",
        "she has been here 5 months",
    ],
)
def test_no_childs_age(text: str) -> None:
    assert read_ages(text).first is None


def test_every_child_of_a_list_counts() -> None:
    assert read_ages("three brothers, 4, 7 and 9").years == (4, 7, 9)
    assert read_ages("girls of 7 and 9").children == 2
    assert read_ages("boy of 6 and 3 cats").children == 1


def test_the_first_child_told_of_is_the_subject_and_all_count_for_facts() -> None:
    ages = read_ages("Girl of 5, baby brother 4 months old")
    assert ages.first == 5
    assert ages.any_under(1)
    assert ages.children == 2


@pytest.mark.parametrize(
    ("text", "under_16", "older_teenager"),
    [
        ("13 and pregnant", True, False),
        ("Mother, 15, is 36 weeks pregnant", True, False),
        ("17 year old mum, baby not gaining weight", True, True),
        ("She is 34 and 30 weeks pregnant", False, False),
        ("Mum aged 17, unborn baby, on a plan", False, True),
        ("Mum of 3 is 16 weeks pregnant", False, False),
    ],
)
def test_a_parent_under_18_is_a_child_too(text: str, under_16: bool, older_teenager: bool) -> None:
    ages = read_ages(text)
    assert ages.any_under(16) is under_16
    assert ages.any_16_or_17 is older_teenager


def test_a_baby_that_is_not_born_has_no_age() -> None:
    assert read_ages("Girl of 16 with an unborn baby; the baby is due in May").years == (16,)
    assert read_ages("Girl of 16 with a baby").any_under(1)
