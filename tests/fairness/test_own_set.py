"""Signs and facts of the project's own texts, told of another child; meaning is left to the report."""

from __future__ import annotations

import pytest

from bench.fairness import OWN, SETS
from bench.scoring import read_rows
from bench.swaps import one_of_each_kind
from bot.reading import Reader, Reading
from tests import project

ROWS = [row for name in SETS for row in read_rows(OWN, name)[::30]]
KINDS = ("sex", "ethnicity", "faith", "disability", "looks")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return project.signs_alone()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost_with_who_the_child_is(reader: Reader, kind: str) -> None:
    for row in ROWS:
        (swap,) = [one for one in one_of_each_kind(row["id"]) if one.kind == kind]
        text = swap.change(row["text"])
        if text is not None:
            before, after = reader.read(row["text"]), reader.read(text)
            if kind == "disability":
                assert found(before) <= found(after), (row["id"], swap.who)
            else:
                assert found(before) == found(after), (row["id"], swap.who)
            assert before.facts.age_years == after.facts.age_years, (row["id"], swap.who)


def found(reading: Reading) -> set[tuple[str, str]]:
    return {(one.indicator, one.status.value) for one in reading.mentions}
