"""The finder: what it keeps, and what makes no difference to it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.content.load import Content
from bot.reading.finder import Finder
from bot.reading.places import areas_named, names_another_council, without_areas
from bot.reading.terms import Terms


@pytest.fixture(scope="module")
def finder(content: Content) -> Finder:
    return Finder(content, None)


def test_the_area_makes_no_question_another_one(finder: Finder) -> None:
    here, there = finder.rank("who makes the visit in Bolton?"), finder.rank("who makes the visit in Wigan?")
    assert here == there == finder.rank("who makes the visit?")


def test_what_is_favoured_rises(finder: Finder) -> None:
    question = "how many days"
    before = {guess.subject: guess.score for guess in finder.rank(question).subjects}
    after = {guess.subject: guess.score for guess in finder.rank(question, {"report_time": 0.2}).subjects}
    assert after["report_time"] == pytest.approx(before["report_time"] + 0.2, abs=1e-5)


def test_chances_are_chances_and_two_are_likelier_than_one(finder: Finder) -> None:
    for question in ("who makes the visit", "report", "is it sunny", "zebra"):
        ranking = finder.rank(question)
        assert 0 <= ranking.confidence <= 1 and 0 <= ranking.in_scope <= 1
        assert ranking.either >= ranking.confidence - 0.1


def test_content_on_trial_leaves_nothing_behind(content: Content, tmp_path: Path) -> None:
    Finder(content, tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["questions.npz", "answers.npz"])
def test_a_broken_file_is_made_anew(content: Content, finder: Finder, tmp_path: Path, name: str) -> None:
    Finder(content, tmp_path, keep=True)
    (tmp_path / name).write_bytes(b"PK no archive")
    again = Finder(content, tmp_path, keep=True)
    assert again.rank("who makes the visit").subjects[0].subject == "visit_who"


def test_what_is_kept_holds_no_pickle(content: Content, tmp_path: Path) -> None:
    Finder(content, tmp_path, keep=True)
    for path in tmp_path.glob("*.npz"):
        with np.load(path, allow_pickle=False) as file:
            assert all(file[key].dtype != object for key in file.files)


def test_terms_are_base_forms_with_spelling_mended_and_equals_named() -> None:
    terms = Terms(["The conference is held after a discussion"], [("icpc", "child protection conference")])
    assert terms.of("conferences") == terms.of("Conference")
    assert terms.of("discusion") == terms.of("discussion")
    assert "=icpc" in terms.of("the ICPC") and "=icpc" in terms.of("a child protection conference")
    assert terms.written_out("when is the ICPC?") == "when is the child protection conference?"


def test_a_word_that_is_also_an_abbreviation_is_not_written_out() -> None:
    terms = Terms([], [("send", "special educational needs")])
    assert terms.written_out("where do I send it") == "where do I send it"


def test_our_areas_and_other_councils_are_told_apart(content: Content) -> None:
    assert areas_named("the front door in Walsall", content) == ("walsall",)
    assert names_another_council("the front door in Stockport", content)
    assert not names_another_council("lives in Stockport, school in Bolton", content)
    assert not names_another_council("bury the news", content)
    assert without_areas("who chairs it in Bolton now", content) == "who chairs it now"
