"""The figures of a month as CSV: one row a count, hidden ones marked as on the page."""

from __future__ import annotations

from collections.abc import Iterator

from bot.insight.figures import Figures, Grid
from bot.insight.months import Month
from bot.training.tables import written

COLUMNS = ("month", "table", "row", "column", "count")
HIDDEN, ALL = "hidden", "all"


def to_csv(month: Month, found: Figures) -> str:
    """Everything that the page shows of a month."""
    rows = [("total", ALL, ALL, found.total), *_charts(found)]
    rows += [row for one in found.grids for row in _grid(one)]
    return written(COLUMNS, ((month, *row[:3], HIDDEN if row[3] is None else row[3]) for row in rows))


def _charts(found: Figures) -> Iterator[tuple[str, str, str, int | None]]:
    for one in found.charts:
        yield from ((one.key, line.label, ALL, line.count) for line in one.lines)


def _grid(one: Grid) -> Iterator[tuple[str, str, str, int | None]]:
    columns = (*one.columns, ALL)
    for line, cells in one.rows:
        yield from ((one.key, line.label, name, count) for name, count in zip(columns, (*cells, line.count)))
    yield from ((one.key, ALL, name, count) for name, count in zip(columns, one.totals))
