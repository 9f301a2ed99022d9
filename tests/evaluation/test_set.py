"""The evaluation set has the shape that its scorer expects; how the assistant does on it is `make bench`."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from stdnum.gb import nhs

from bot.content.load import Content
from bot.content.marked import read_marked
from bot.content.model import Tier
from bot.content.stories import Story
from tests import project

Row = dict[str, Any]

FIELDS = {
    "indicators": {"id", "text", "level", "domain", "red_flag", "topic", "source"},
    "cases": set(
        "id text role area expected_levels expected_routes must_flag must_not why source tags".split()
    ),
    "negations": {"id", "text", "flag_expected", "flag", "kind"},
    "pii": {"id", "text", "pii", "types", "keep"},
    "stories": {"id", "text", "role", "age", "tier", "route", "harms"},
    "notes": {"id", "text", "role", "age", "tier", "route", "harms"},
    "situations": {"id", "text", "role", "age", "tier", "route", "harms"},
    "danger": {"id", "text", "danger", "kind"},
    "pairs": {"id", "text", "tier", "harms", "not_so"},
}
OPTIONAL = {"child_age", "also", "also_route"}
DOMAINS = {"child", "parenting", "family_environment", "extra_familial"}
ROUTES = set(
    "universal early_help mash strategy_discussion emergency lado escalation allocated_worker".split()
)
ABSENT = {
    "negated",
    "resolved_history",
    "hypothetical",
    "other_person",
    "figurative",
    "question",
    "ruled_out",
}
PRESENT = {"present", "scope_trap", "not_only", "no_longer", "no_longer_safe"}
PRESENT |= {"resolved_but_recent", "other_person_in_family"}
PII_TYPES = set(
    "name professional_name school organisation address postcode dob phone email nhs_number reference "
    "handle vehicle".split()
)


SECOND = ("cases", "indicators", "negations", "pii")
LATER = [*((name, "second") for name in SECOND), ("pii", "third")]
LATER += [("danger", folder) for folder in ("in_sentences", "buried_in_sentences")]


def rows(name: str, folder: str = "") -> list[Row]:
    text = (Path(__file__).parent / folder / f"{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def content() -> Content:
    return project.content()


@pytest.fixture(scope="module")
def flags(content: Content) -> set[str]:
    return {key for key, topic in content.topics.items() if topic.flag}


@pytest.mark.parametrize("name", FIELDS)
def test_every_row_has_the_fields_of_its_set(name: str) -> None:
    for row in rows(name):
        assert set(row) - OPTIONAL == FIELDS[name], row["id"]
        assert row["text"].strip() == row["text"] != ""


@pytest.mark.parametrize(("name", "folder"), LATER)
def test_later_sets_have_the_same_fields(name: str, folder: str, flags: set[str]) -> None:
    for row in rows(name, folder):
        assert set(row) - OPTIONAL == FIELDS[name], row["id"]
        assert {row["flag"]} <= flags if name == "negations" else set(row.get("must_flag", ())) <= flags


def test_ids_and_texts_are_unique() -> None:
    every = [row for name in FIELDS for row in rows(name)]
    every += [row for name, folder in LATER for row in rows(name, folder)]
    for field in ("id", "text"):
        assert [one for one, count in Counter(row[field] for row in every).items() if count > 1] == []


def test_indicators_have_a_level_a_domain_and_red_flags_only_at_the_top() -> None:
    for row in rows("indicators"):
        assert row["level"] in {1, 2, 3, 4} and row["domain"] in DOMAINS, row["id"]
        assert not row["red_flag"] or row["level"] == 4, row["id"]
        assert 8 <= len(row["text"].split()) <= 28, row["id"]


def test_cases_name_known_flags_and_routes_and_forbid_none_that_they_expect(flags: set[str]) -> None:
    for row in rows("cases"):
        assert row["expected_levels"] and set(row["expected_levels"]) <= {1, 2, 3, 4}, row["id"]
        assert row["expected_routes"] and set(row["expected_routes"]) <= ROUTES, row["id"]
        assert row["must_not"] and set(row["must_not"]) <= ROUTES - set(row["expected_routes"]), row["id"]
        assert set(row["must_flag"]) <= flags, row["id"]
        assert row["area"] in {"bolton", "walsall", "wigan", "elsewhere"}, row["id"]


def test_negations_expect_a_known_flag_as_their_kind_says(flags: set[str]) -> None:
    for row in rows("negations"):
        assert row["flag"] in flags, row["id"]
        assert row["kind"] in ({"double_negative"} | (PRESENT if row["flag_expected"] else ABSENT)), row["id"]


def test_personal_data_and_words_to_keep_stand_in_their_text() -> None:
    for row in rows("pii"):
        assert len(row["pii"]) == len(row["types"]) and set(row["types"]) <= PII_TYPES, row["id"]
        for part in row["pii"]:
            alone = re.findall(rf"(?<!\w){re.escape(part)}(?!\w)", row["text"])
            assert len(alone) == row["text"].count(part) > 0, (row["id"], part)
        for word in row["keep"]:
            assert word in row["text"], (row["id"], word)
            assert not any(word in part or part in word for part in row["pii"]), (row["id"], word)


def test_personal_data_cannot_be_anyones() -> None:
    drama = re.compile(r"(07700900|01632960|03069990|01[1-6]\d4960)\d{3}")  # Ofcom's, as used here
    for row in rows("pii"):
        for part, kind in zip(row["pii"], row["types"]):
            if kind == "nhs_number":
                assert nhs.is_valid(part) and nhs.compact(part).startswith("999"), part
            if kind == "email":
                assert part.endswith(".example"), part
            if kind == "phone":
                digits = re.sub(r"\D", "", part.replace("+44 ", "0"))
                assert drama.fullmatch(digits), part


@pytest.mark.parametrize("name", ["stories", "notes", "situations"])
def test_stories_are_labelled_like_those_that_are_learnt(
    name: str, content: Content, flags: set[str]
) -> None:
    for row in rows(name):
        story = Story.parse_obj({key: value for key, value in row.items() if key != "id"})
        assert story.role in content.roles and set(story.harms) <= flags, row["id"]
        assert len(set(story.harms)) == len(story.harms), row["id"]
        assert story.also is not story.tier and story.also_route is not story.route, row["id"]


def test_concerns_say_what_is_so_and_what_is_named_and_not_so(flags: set[str]) -> None:
    told = rows("concerns")
    for row in told:
        assert set(row["harms"]) | set(row["not_so"]) <= flags, row["id"]
        assert not set(row["harms"]) & set(row["not_so"]), row["id"]
        assert not row["red_flag"] or Tier(row["tier"]).rank >= Tier.CHILD_IN_NEED.rank, row["id"]
    assert {row["tier"] for row in told} == {tier.value for tier in Tier}
    assert sum(bool(row["not_so"]) for row in told) > 50 < sum(row["red_flag"] for row in told)


def test_of_each_pair_one_says_so_what_the_other_does_not(flags: set[str]) -> None:
    told = rows("pairs")
    for first, second in zip(told[::2], told[1::2]):
        assert (first["id"][:-1], first["id"][-1], second["id"][-1]) == (second["id"][:-1], "a", "b")
        for one, other in ((first, second), (second, first)):
            assert set(one["harms"]) <= flags
            assert set(one["not_so"]) == set(other["harms"]) - set(one["harms"]), one["id"]
    assert sum(bool(row["not_so"]) for row in told) > len(told) / 3


def test_nothing_that_is_learnt_is_what_measures() -> None:
    told = ("stories", "notes", "situations", "concerns", "pairs")
    measured = {row["text"] for name in told for row in rows(name)}
    assert not measured & {story.text for story in project.stories()}
    hidden = {row["text"] for folder in ("second", "third") for row in rows("pii", folder)}
    assert not hidden & {marked.text for marked in read_marked()}


def test_both_have_every_tier_and_notes_are_the_shorter_ones() -> None:
    words = {}
    for name in ("stories", "notes"):
        assert {row["tier"] for row in rows(name)} == {tier.value for tier in Tier}
        words[name] = median(len(row["text"].split()) for row in rows(name))
    assert words["notes"] <= 30 < 60 <= words["stories"]
