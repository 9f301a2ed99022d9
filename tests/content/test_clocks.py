"""Clocks are complete, and every figure that a seed document is named for stands in that document."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest

from bot.content.check import check
from bot.content.load import ContentError, load
from bot.content.model import Timescale
from tests.content.small import edit, item
from tests.project import content

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
# source → words at the beginning of that document and of no other
BEGINNING = 600
DOCUMENTS = {
    "bolton_best_practice": "supporting best practice",
    "walsall_annual_report_2020": "walsall safeguarding",
    "wigan_annual_report_2017": "annual report 2016/2017",
}
NUMBERS = {
    1: "one", 2: "two", 3: "three", 5: "five", 6: "six", 8: "eight", 10: "ten", 15: "fifteen", 20: "twenty",
}  # fmt: skip
UNITS = {
    "working_days": "working days?",
    "calendar_days": "days?",
    "weeks": "weeks?",
    "months": "months?",
    "hours": "hours?",
}
FEWEST_WORDS, CLOSEST = 2, 2  # words that a line shares with the clock; lines with most of them
SMALL = frozenset("the and for your reaches sent out one next first last early".split())


def counted() -> list[Timescale]:
    """Every clock with a limit."""
    return [clock for clock in content().timescales.values() if clock.limit is not None]


def test_every_limit_counts_from_an_event():
    assert [clock.id for clock in counted() if not clock.anchors] == []


def test_a_clock_is_local_if_and_only_if_it_names_its_area():
    assert [
        one.id for one in content().timescales.values() if (one.scope == "local") != (one.area is not None)
    ] == []


def test_events_that_start_hours_ask_for_the_time():
    timed = {anchor for clock in counted() if clock.unit == "hours" for anchor in clock.anchors}
    assert {one.id for one in content().anchors.values() if one.timed} == timed


def test_statutory_clocks_rest_on_more_than_practice_knowledge_or_say_so():
    practice = {"practice", "practice_note"}
    statutory = [clock for clock in counted() if clock.scope == "statutory" and practice >= {*clock.sources}]
    assert {clock.certainty.value for clock in statutory} <= {"unverified"}


@lru_cache(maxsize=8)
def document(source: str) -> str:
    """The text of a seed document in lower case, without its marks and with its abbreviations spelt out."""
    texts = [path.read_text("utf-8").replace("*", "").lower() for path in sorted(SEEDS.glob("*.txt"))]
    (found,) = [text for text in texts if DOCUMENTS[source] in " ".join(text.split())[:BEGINNING]]
    conference = "child protection conference"
    return found.replace("icpc", f"initial {conference}").replace("rcpc", f"review {conference}")


def traced() -> list[tuple[Timescale, str]]:
    """Clocks with the seed documents that they name."""
    return [(clock, source) for clock in counted() for source in clock.sources if source in DOCUMENTS]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed documents are not beside this repository")
@pytest.mark.parametrize(("clock", "source"), traced(), ids=lambda value: getattr(value, "id", value))
def test_a_figure_stands_in_the_document_that_it_is_said_to_come_from(clock, source):
    unit, number = UNITS[clock.unit], rf"\b(?:{clock.limit}|{NUMBERS[clock.limit]})"
    words = {word[:8] for word in re.findall(r"[a-z]{3,}", f"{clock.label} {clock.event}".lower())} - SMALL
    before = re.compile(r"before|prior" if clock.direction == "before" else "")
    some_figure = re.compile(rf"\b(?:\d+|{'|'.join(NUMBERS.values())}) {unit}\b")
    lines = [
        line for line in document(source).splitlines() if some_figure.search(line) and before.search(line)
    ]
    fit = {line: sum(word in line for word in words) for line in lines}
    best = sorted((line for line in lines if fit[line] >= FEWEST_WORDS), key=fit.__getitem__)[-CLOSEST:]
    assert any(re.search(rf"{number} {unit}\b", line) for line in best), best


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed documents are not beside this repository")
def test_each_seed_document_that_gives_figures_is_traced():
    assert {source for _, source in traced()} == set(DOCUMENTS)


def test_an_event_that_starts_nothing_is_refused(small):
    edit(small, "timescales.yml", lambda entries: item(entries, "answer").pop("anchors"))
    assert any("call: no clock starts with it" in str(one) for one in check(small))


def test_a_clock_cannot_count_from_or_lead_to_what_does_not_exist(small):
    edit(
        small,
        "timescales.yml",
        lambda entries: item(entries, "answer").update(leads_to="tea", anchors=["call", "nap"]),
    )
    said = "\n".join(map(str, check(small)))
    assert "anchor 'nap' does not exist" in said and "anchor 'tea' does not exist" in said


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"unit": None}, "limit and unit go together"),
        ({"label": None}, "a clock with anchors needs a label"),
        ({"anchors": [], "leads_to": "call"}, "leads_to needs a limit and anchors"),
        ({"limit": -1}, "greater than or equal to 0"),
        ({"scope": "folklore"}, "unexpected value"),
    ],
)
def test_a_clock_that_cannot_be_counted_is_refused(small, change, message):
    edit(small, "timescales.yml", lambda entries: item(entries, "answer").update(change))
    with pytest.raises(ContentError, match=message):
        load(small)
