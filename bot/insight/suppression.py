"""Counts with small ones left out, so that nobody can work them out from what is shown.

A count from one to four is hidden. So are others beside it (secondary suppression) until whatever is hidden
could be any of at least five values, as far as rows, columns and totals tell. Zeros are shown: they speak of
nobody. How narrowly a hidden count is fixed is asked of linear programming; in tables like these what it
answers is exact in whole numbers too (the constraints are those of a flow through a network).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

LEAST = 5  # a smaller count is hidden
_ROOM = LEAST - 1  # between the least and the most that a hidden count could be
Cell = tuple[int, int]


@dataclass(frozen=True)
class Table:
    """Counts by row and column with totals; None is hidden. All is hidden where the total is small."""

    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None


def is_small(count: int) -> bool:
    """Whether a count speaks of so few that it is hidden."""
    return 0 < count < LEAST


def alone(count: int) -> int | None:
    """A count that adds up with nothing else that is shown."""
    return None if is_small(count) else count


def suppress_list(counts: Sequence[int]) -> tuple[int | None, ...]:
    """Counts of one list whose total is shown; None is hidden. All are hidden where the total is small."""
    if sum(counts) < LEAST:
        return (None,) * len(counts)
    hidden = {at for at, count in enumerate(counts) if is_small(count)}
    shown = sorted(set(range(len(counts))) - hidden, key=lambda at: (counts[at] == 0, counts[at], at))
    while hidden and (len(hidden) == 1 or sum(counts[at] for at in hidden) < _ROOM):
        hidden.add(shown.pop(0))
    return tuple(None if at in hidden else count for at, count in enumerate(counts))


@lru_cache(maxsize=64)
def suppress(counts: tuple[tuple[int, ...], ...]) -> Table:
    """A table of two rows or more and two columns or more, with its totals.

    The grand total is hidden only if it is small.
    """
    grid = _with_totals(counts)
    height, width = grid.shape
    if grid[-1, -1] < LEAST:
        nothing = ((None,) * (width - 1),) * (height - 1)
        return Table(nothing, (None,) * (height - 1), (None,) * (width - 1), None)
    hidden = {cell for cell in _cells(grid) if is_small(int(grid[cell]))}
    while (exposed := _exposed(grid, hidden)) is not None:
        hidden.add(_next_to(exposed, grid, hidden))
    # the way there may have hidden more than it took: what can be shown again is, the largest first
    for cell in sorted(hidden, key=lambda cell: -int(grid[cell])):
        if not is_small(int(grid[cell])) and _exposed(grid, hidden - {cell}) is None:
            hidden.remove(cell)
    kept = [
        [None if (row, at) in hidden else int(grid[row, at]) for at in range(width)] for row in range(height)
    ]
    return Table(
        tuple(tuple(row[:-1]) for row in kept[:-1]),
        tuple(row[-1] for row in kept[:-1]),
        tuple(kept[-1][:-1]),
        kept[-1][-1],
    )


def _with_totals(counts: tuple[tuple[int, ...], ...]) -> NDArray[np.int64]:
    inner = np.array(counts, dtype=np.int64)
    by_row = np.hstack([inner, inner.sum(axis=1, keepdims=True)])
    return np.vstack([by_row, by_row.sum(axis=0, keepdims=True)])


def _cells(grid: NDArray[np.int64]) -> Iterator[Cell]:
    height, width = grid.shape
    yield from (
        (row, at) for row in range(height) for at in range(width) if (row, at) != (height - 1, width - 1)
    )


def _exposed(grid: NDArray[np.int64], hidden: set[Cell]) -> Cell | None:
    """A hidden cell that is known too narrowly, the smallest first."""
    order = sorted(hidden, key=lambda cell: (int(grid[cell]), cell))
    height, width = grid.shape
    unknown = {cell: number for number, cell in enumerate(order)}
    lines, rest = [], []
    for row in range(height):
        lines.append([(row, at) for at in range(width)])
    for at in range(width):
        lines.append([(row, at) for row in range(height)])
    factors = np.zeros((len(lines), len(order)))
    for number, line in enumerate(lines):
        known = 0
        for cell in line:
            sign = -1 if cell == line[-1] else 1  # a line ends in its total
            if cell in unknown:
                factors[number, unknown[cell]] = sign
            else:
                known += sign * int(grid[cell])
        rest.append(-known)
    return next((cell for cell in order if _room(unknown[cell], factors, rest) < _ROOM), None)


def _room(number: int, factors: NDArray[np.float64], rest: list[int]) -> int:
    """Between the least and the most that this unknown can be."""
    aim = np.zeros(factors.shape[1])
    aim[number] = 1
    least, most = (linprog(way * aim, A_eq=factors, b_eq=rest, method="highs") for way in (1, -1))
    return int(round(-most.fun) - round(least.fun))


def _next_to(exposed: Cell, grid: NDArray[np.int64], hidden: set[Cell]) -> Cell:
    """What to hide for it: where the lines of hidden cells meet, else in its own line, and little lost."""
    height, width = grid.shape
    rows, columns = {row for row, _ in hidden}, {at for _, at in hidden}

    def cost(cell: Cell) -> tuple[bool, bool, bool, bool, int, Cell]:
        row, at = cell
        is_beside = row == exposed[0] or at == exposed[1]
        meets = row in rows and at in columns
        is_total = row == height - 1 or at == width - 1
        return grid[cell] == 0, is_total, not meets, not is_beside, int(grid[cell]), cell

    return min((cell for cell in _cells(grid) if cell not in hidden), key=cost)
