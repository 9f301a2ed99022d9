"""Small counts are hidden, and nobody can work them out from what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from bot.insight.suppression import LEAST, Table, suppress, suppress_list

Counts = tuple[tuple[int, ...], ...]
Cell = tuple[int, int]
LISTS = st.lists(st.integers(0, 30), min_size=1, max_size=12)


def _tables(height: int, width: int, most: int) -> st.SearchStrategy[Counts]:
    return st.tuples(*[st.tuples(*[st.integers(0, most)] * width)] * height)


def test_large_counts_are_shown_and_so_are_zeros() -> None:
    assert suppress_list([12, 0, 5]) == (12, 0, 5)
    assert suppress(((12, 0), (5, 9))) == Table(((12, 0), (5, 9)), (12, 14), (17, 9), 26)


def test_one_small_count_takes_the_next_smallest_with_it() -> None:
    assert suppress_list([40, 3, 9, 0]) == (40, None, None, 0)


def test_a_small_count_in_a_table_takes_three_others_with_it() -> None:
    table = suppress(((3, 20, 30), (20, 40, 9), (30, 9, 50)))
    assert sum(cell is None for row in table.cells for cell in row) == 4
    assert (table.row_totals, table.total) == ((53, 69, 89), 211)


def test_where_the_whole_is_small_nothing_is_shown() -> None:
    assert suppress_list([1, 2, 0]) == (None, None, None)
    assert suppress(((1, 0), (0, 3))) == Table(((None, None),) * 2, (None, None), (None, None), None)


@given(LISTS)
@example([1, 1, 50])
def test_what_is_hidden_in_a_list_could_be_five_values_at_least(counts: list[int]) -> None:
    shown = suppress_list(counts)
    assert all(count is None or count == real for count, real in zip(shown, counts))
    assert not [count for count in shown if count is not None and 0 < count < LEAST]
    hidden = [real for count, real in zip(shown, counts) if count is None]
    if hidden and sum(counts) >= LEAST:
        assert len(hidden) > 1 and sum(hidden) >= LEAST - 1  # each could be 0 to their sum


@settings(max_examples=50)
@given(_tables(2, 2, 5))
@example(((1, 1), (1, 5)))
@example(((4, 0), (0, 4)))
@example(((1, 5), (0, 0)))
def test_every_table_that_would_look_the_same_was_tried(counts: Counts) -> None:
    shown = suppress(counts)
    assert _looks_like(shown, counts)
    if shown.total is None:
        return
    alike = [one for one in _all_tables(shown.total) if _looks_like(shown, one)]
    for hidden in _hidden(shown):
        assert len({sum(one[row][at] for row, at in hidden) for one in alike}) >= LEAST


@settings(max_examples=15)
@given(_tables(4, 5, 12))
def test_no_hidden_count_follows_from_what_a_table_shows(counts: Counts) -> None:
    """Asked anew in whole numbers: the least and the most that each hidden count can be."""
    shown = suppress(counts)
    assert _looks_like(shown, counts)
    assert not [count for _, count in _parts(shown) if count is not None and 0 < count < LEAST]
    if shown.total is None:
        return
    height, width = len(counts), len(counts[0])
    known = [(_indicator(cells, height, width), count) for cells, count in _parts(shown) if count is not None]
    rules = LinearConstraint([row for row, _ in known], *[[count for _, count in known]] * 2)
    for hidden in _hidden(shown):
        aim = _indicator(hidden, height, width)
        least = milp(aim, integrality=np.ones_like(aim), constraints=rules)
        most = milp(-aim, integrality=np.ones_like(aim), constraints=rules)
        assert round(-most.fun) - round(least.fun) >= LEAST - 1


def _parts(shown: Table) -> Iterator[tuple[list[Cell], int | None]]:
    """Everything that a table shows or hides: the cells that it sums up, and the count."""
    height, width = len(shown.cells), len(shown.cells[0])
    yield from (([(row, at)], shown.cells[row][at]) for row in range(height) for at in range(width))
    yield from (([(row, at) for at in range(width)], shown.row_totals[row]) for row in range(height))
    yield from (([(row, at) for row in range(height)], shown.column_totals[at]) for at in range(width))
    yield list(product(range(height), range(width))), shown.total


def _hidden(shown: Table) -> list[list[Cell]]:
    return [cells for cells, count in _parts(shown) if count is None]


def _looks_like(shown: Table, counts: Counts) -> bool:
    return all(
        count is None or count == sum(counts[row][at] for row, at in cells) for cells, count in _parts(shown)
    )


def _all_tables(total: int) -> Iterator[Counts]:
    """Every table of two by two with this total."""
    for first, second, third in product(range(total + 1), repeat=3):
        if first + second + third <= total:
            yield (first, second), (third, total - first - second - third)


def _indicator(cells: list[Cell], height: int, width: int) -> np.ndarray:
    aim = np.zeros((height, width))
    aim[tuple(zip(*cells))] = 1
    return aim.ravel()
