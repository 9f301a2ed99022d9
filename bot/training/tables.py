"""Session figures as CSV, one row a stage, round and group."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from bot.training.report import Report, StageReport
from bot.training.results import ROUTES, TIERS, URGENCIES, Spread

EVERYBODY = "everybody"
_ABOUT = ("session", "date", "area", "exercise", "title", "stage", "number", "round", "group", "votes")
COUNTS = (
    *(f"route_{one.value}" for one in ROUTES),
    *(f"urgency_{one.value}" for one in URGENCIES),
    *(f"level_{one.value}" for one in TIERS),
)
# for everybody only: by agency it would be a league table
FIGURES = ("alike_level", "pairs_level", "alike_route", "pairs_route", "median", "holding")


def to_csv(report: Report) -> str:
    """The report as CSV. Agencies have counts only; a group of fewer than five is never a row."""
    return written((*_ABOUT, *COUNTS, *FIGURES, "moved"), _rows(report))


def written(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A CSV text with a heading."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def counts(spread: Spread) -> list[int]:
    """How many chose each route, urgency and level."""
    return [*spread.routes, *spread.urgencies, *spread.tiers]


def figures(spread: Spread) -> list[object]:
    """Agreement on level and route (0 to 1), the median level, and the share that holds."""
    level, route, middle = spread.on_level, spread.on_route, spread.middle
    return [
        _rounded(level.share if level else None),
        _rounded(level.pairs if level else None),
        _rounded(route.share if route else None),
        _rounded(route.pairs if route else None),
        TIERS[middle.median].value if middle else "",
        _rounded(spread.holding / spread.of if spread.of else None),
    ]


def _rows(report: Report) -> Iterator[list[object]]:
    session = report.session
    about = [session.id, f"{session.created:%Y-%m-%d}", session.area]
    for one in report.stages:
        stage = [*about, one.exercise.id, one.exercise.title, one.stage.id, one.number]
        yield from ([*stage, *row] for row in _rounds(one))


def _rounds(one: StageReport) -> Iterator[list[object]]:
    found = one.results
    for number, spread in ((1, found.first), (2, found.second)):
        if spread is None:
            continue
        moved = found.change.moved if number == 2 and found.change else ""
        yield [number, EVERYBODY, spread.of, *counts(spread), *figures(spread), moved]
        for group, *by_round in sorted(found.agencies, key=lambda item: item[0]):
            members = by_round[number - 1]
            if members is not None:
                yield [number, group, members.of, *counts(members), *[""] * (len(FIGURES) + 1)]


def _rounded(share: float | None) -> object:
    return "" if share is None else round(share, 3)
