"""`guidance check` refuses what nothing uses, what says the same twice, and figures without a source."""

from __future__ import annotations

import gc
import time
from datetime import date
from pathlib import Path

import pytest

from bot.content.check import check
from bot.content.copies import alike
from tests.content.small import edit, item

TODAY = date(2026, 11, 22)
READ = {"sources": ["handbook"]}


def refused(small: Path) -> list[str]:
    """The errors, leaving out that a changed copy is not sealed."""
    return [str(one) for one in check(small, TODAY) if not one.warning and "was sealed" not in one.message]


def test_the_small_content_is_sound(small):
    assert [str(one) for one in check(small, TODAY)] == []


@pytest.mark.parametrize(
    ("name", "entry", "said"),
    [
        (
            "sources.yml",
            {"id": "old_book", "title": "A", "publisher": "B", "date": "2001", "where": "C", "seen": "full"},
            "old_book: nothing rests on this source",
        ),
        (
            "deciding/all.yml",
            {
                "id": "idle",
                "ask": "Why?",
                "why": "So.",
                "options": [{"id": "yes_it_is", "label": "Yes", "settles": "highest"}],
                **READ,
            },
            "idle: no indicator asks this question",
        ),
        (
            "vulnerabilities.yml",
            {"id": "tall", "label": "Tall", "prompt": "How tall?", **READ},
            "tall: no sign or answer reaches it",
        ),
        (
            "vulnerabilities.yml",
            {"id": "tall", "label": "Tall", "signs": ["tall"], **READ},
            "tall: it changes and says nothing",
        ),
        (
            "protective/all.yml",
            {"id": "good_shoes", "statement": "Wears good shoes", "domain": "child", **READ},
            "good_shoes: it is never offered or read",
        ),
        (
            "pathways/all.yml",
            {"id": "lost", "title": "Lost", "summary": "Nobody comes here.", **READ},
            "lost: no indicator leads to it",
        ),
        (
            "prompts.yml",
            {"id": "waits", "text": "What now?", "open_to": ["the_moon"], **READ},
            "waits: waits for the status 'the_moon'",
        ),
    ],
)
def test_what_nothing_uses_is_refused(small, name, entry, said):
    edit(small, name, lambda entries: entries.append(entry))
    assert any(said in one for one in refused(small)), refused(small)


def test_a_pathway_that_the_decision_brings_by_itself_is_no_orphan(small):
    entry = {"id": "challenge", "title": "Challenge", "summary": "Say why.", **READ}
    edit(small, "pathways/all.yml", lambda entries: entries.append(entry))
    assert refused(small) == []


def test_a_statement_said_twice_is_refused(small):
    edit(
        small,
        "indicators/all.yml",
        lambda entries: item(entries, "no_food_for_days").update(
            statement="Comes hungry on most of the days"
        ),
    )
    assert any("is nearly 'Comes hungry on most days' of hungry" in one for one in refused(small))


def test_an_example_that_differs_only_in_he_and_she_is_refused(small):
    edit(
        small,
        "indicators/all.yml",
        lambda entries: item(entries, "hungry")["examples"].append("She is hungry at school each morning"),
    )
    assert any("example 'She is hungry at school each morning' is nearly" in one for one in refused(small))


def test_an_example_written_like_a_sign_is_refused(small):
    edit(
        small,
        "indicators/all.yml",
        lambda entries: item(entries, "hungry")["examples"].append("Found eating scraps + !dog|cat"),
    )
    assert any("is written like a sign" in one for one in refused(small))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Police found a knife in his bag", "School called because she slept in class"),
        ("Dad shouts at mum and the children hide", "Dad helps mum and the children sleep"),
    ],
)
def test_different_things_in_like_words_are_let_be(first, second):
    assert alike([("one", first), ("two", second)]) == []


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("Ring 01204 331500 today.", "a phone number"),
        ("Text 85258 for help.", "a phone number"),
        ("They answer within two working days.", "a length of time"),
        ("It lasts up to 72 hours.", "a length of time"),
        ("Section 47 of the law says so.", "a law"),
        ("The Children Act 1989 says so.", "a law"),
        ("Nearly 40% of children.", "a share or a sum"),
    ],
)
def test_a_figure_needs_a_source(small, sentence, what):
    edit(small, "wording/all.yml", lambda texts: texts.update(thanks=sentence))
    assert any(f"thanks: {what} without a source" in one for one in refused(small)), refused(small)
    edit(small, "wording/all.yml", lambda texts: texts.update(thanks={"text": sentence, **READ}))
    assert not any("without a source" in one for one in refused(small))


def test_a_source_of_a_sentence_must_exist(small):
    edit(
        small, "wording/all.yml", lambda texts: texts.update(thanks={"text": "Ring.", "sources": ["nobody"]})
    )
    assert any("thanks: source 'nobody' does not exist" in one for one in refused(small))


def test_a_number_may_stand_as_a_contact(small):
    edit(small, "wording/all.yml", lambda texts: texts.update(thanks="Ring {contact:emergency_999}, or 999."))
    assert refused(small) == []


def test_a_number_to_ring_must_be_that_of_a_contact(small):
    edit(small, "wording/all.yml", lambda texts: texts.update(thanks="In danger ring 998."))
    assert any("says to ring 998, which no national contact holds" in one for one in refused(small))


def test_a_placeholder_that_nothing_fills_is_refused(small):
    edit(small, "routes.yml", lambda routes: routes[0].update(lead="Ring {somebody}."))
    assert any("nothing fills {somebody} here" in one for one in refused(small))


def test_practice_knowledge_names_the_role_that_signs_it(small):
    edit(small, "indicators/all.yml", lambda entries: item(entries, "hungry").pop("sign_off"))
    assert any("hungry: rests on practice knowledge and names no role" in one for one in refused(small))


def test_the_whole_check_takes_less_than_three_seconds():
    gc.collect()
    gc.disable()  # what other tests have left behind is not the check's work
    try:
        started = time.process_time()
        check(today=TODAY)
        taken = time.process_time() - started
    finally:
        gc.enable()
    assert taken < 3
