"""What a practitioner reads can be read at twelve, and the page that says so is current."""

from __future__ import annotations

from functools import lru_cache

from bot.content.load import CONTENT_FOLDER, load
from bot.content.readability import READING_AGE, Sentence, outliers, report, sentences, typical
from bot.content.texts import SHOWN
from tests.content.small import edit

PAGE = CONTENT_FOLDER.parents[1] / "docs" / "readability.md"


@lru_cache(maxsize=1)
def measured() -> tuple[Sentence, ...]:
    """Every sentence of the project's content."""
    return tuple(sentences(load()))


def test_the_median_reading_age_is_twelve_or_below():
    assert typical(measured()) <= READING_AGE


def test_so_it_is_for_every_kind_of_content():
    for kind in {one.shown.kind for one in measured()}:
        some = [one for one in measured() if one.shown.kind == kind]
        assert len(some) < 20 or typical(some) <= READING_AGE, kind


def test_hard_sentences_are_few():
    assert len(outliers(measured())) <= len(measured()) * 0.03


def test_every_kind_of_text_is_measured():
    kinds = {one.shown.kind for one in measured()}
    assert {*SHOWN, "wording"} - kinds == {"topics"} - kinds


def test_a_hard_sentence_is_found_and_an_easy_one_is_not(small):
    hard = "Multidisciplinary practitioners should always operationalise proportionate interventions today."
    easy = "Ring us at once if he is hurt or afraid."
    edit(small, "wording/all.yml", lambda texts: texts.update(thanks=f"{easy} {hard}"))
    assert [one.text for one in outliers(sentences(load(small)))] == [hard]


def test_a_placeholder_is_read_as_the_words_that_fill_it(small):
    text = "Ring {contact:emergency_999} and stay with him until they are there."
    edit(small, "wording/all.yml", lambda texts: texts.update(thanks=text))
    assert [one.age for one in sentences(load(small)) if one.shown.key == "thanks"][0] < READING_AGE


def test_the_page_is_current():
    assert PAGE.read_text("utf-8") == report(load()), "run 'guidance check --readability'"
