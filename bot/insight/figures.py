"""The figures of one month in words, small counts left out.

No two tables share a dimension, so the total is all that they have in common and none can be subtracted from
another. Agencies stand in one list, in the order of the content, and never beside levels or routes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.content.load import Content
from bot.content.model import Route, Tier
from bot.insight.finished import UNSAID, TimeOfDay, View
from bot.insight.suppression import LEAST, alone, suppress, suppress_list

CHANNELS = ("web", "teams")
Labels = Mapping[Any, str]
Tally = Counter[tuple[Any, ...]]


@dataclass(frozen=True)
class Line:
    """One count, None if it is hidden; ``percent`` is its share of the longest bar that is shown."""

    label: str
    count: int | None
    percent: int


@dataclass(frozen=True)
class Chart:
    """One list of counts. ``key`` names it in the wording and in files."""

    key: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Grid:
    """Counts by row and column; the last column and ``totals`` are their totals. None is hidden."""

    key: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Line, tuple[int | None, ...]], ...]
    totals: tuple[int | None, ...]


@dataclass(frozen=True)
class Views:
    """Of ``said`` own views that were told, how many were graver or less grave than the suggestion."""

    said: int
    higher: int
    lower: int
    other: int


@dataclass(frozen=True)
class Figures:
    """All of one month. ``total`` is None, and there is nothing else, where it is small."""

    total: int | None
    grids: tuple[Grid, ...] = ()
    charts: tuple[Chart, ...] = ()
    views: Views | None = None


@dataclass(frozen=True)
class Tallies:
    """What is counted of one month: its Mondays, and how often each combination occurs."""

    weeks: Sequence[date]
    week_area: Tally
    tier_view: Tally
    agency: Tally
    route: Tally
    time: Tally
    channel: Tally
    edition: Tally
    topics: Tally


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "week_area": ("week", "area"),
    "tier_view": ("tier", "view"),
    **{name: (name,) for name in ("agency", "route", "time", "channel", "edition", "topics")},
}


def figures(tallies: Tallies, content: Content) -> Figures:
    """What may be shown."""
    total = tallies.agency.total()
    if total < LEAST:
        return Figures(None)
    say = content.wording
    groups = dict.fromkeys(role.group for role in content.roles.values())
    agencies = {**{key: say[f"agency_{key}"] for key in groups}, UNSAID: say["insight_unsaid"]}
    weeks = {one: f"{one:%-d %B %Y}" for one in tallies.weeks}
    areas = {key: one.name for key, one in content.partnerships.items()}
    tiers = {tier.value: content.tier(tier).name for tier in Tier}
    views = {view.value: say[f"insight_view_{view.value}"] for view in View}
    compared = _grid("tier_view", tallies.tier_view, tiers, views)
    return Figures(
        total,
        (_grid("week_area", tallies.week_area, weeks, areas), compared),
        (
            _chart("agency", tallies.agency, agencies),
            _chart("route", tallies.route, {one.value: content.routes[one.value].label for one in Route}),
            _topics(tallies.topics, {key: one.name for key, one in content.topics.items()}),
            _chart("time", tallies.time, {one.value: say[f"insight_time_{one.value}"] for one in TimeOfDay}),
            _chart("channel", tallies.channel, {key: say[f"insight_channel_{key}"] for key in CHANNELS}),
            _chart("edition", tallies.edition, {}),
        ),
        _views(compared),
    )


def chart(key: str, counts: Iterable[tuple[str, int | None]]) -> Chart:
    """Counts that may be shown, with their bars."""
    known = tuple(counts)
    longest = max((count for _, count in known if count), default=1)
    return Chart(key, tuple(Line(label, count, _percent(count, longest)) for label, count in known))


def _chart(key: str, tally: Tally, labels: Labels) -> Chart:
    named = _with_unknown(labels, tally, 0)
    counts = suppress_list([tally[(value,)] for value in named])
    return chart(key, zip(named.values(), counts))


def _topics(tally: Tally, labels: Labels) -> Chart:
    """A guidance has several topics or none, so these add up to nothing that is shown."""
    counts: Counter[str] = Counter()
    for (joined,), times in tally.items():
        counts.update(dict.fromkeys(joined.split(), times))
    named = {**labels, **{value: value for value in sorted(counts) if value not in labels}}
    return chart("topics", ((label, alone(counts[value])) for value, label in named.items() if counts[value]))


def _grid(key: str, tally: Tally, rows: Labels, columns: Labels) -> Grid:
    down, across = _with_unknown(rows, tally, 0), _with_unknown(columns, tally, 1)
    found = suppress(_matrix(tally, down, across))
    totals = chart(key, zip(down.values(), found.row_totals)).lines
    return Grid(
        key, tuple(across.values()), tuple(zip(totals, found.cells)), (*found.column_totals, found.total)
    )


def _matrix(tally: Tally, rows: Labels, columns: Labels) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(tally[(row, column)] for column in columns) for row in rows)


def _with_unknown(labels: Labels, tally: Tally, at: int) -> dict[Any, str]:
    """What the content names, and what an earlier edition named, by its id."""
    earlier = sorted({key[at] for key in tally} - labels.keys())
    return {**labels, **{value: str(value) for value in earlier}}


def _views(found: Grid) -> Views | None:
    """Only where each of the counts is shown."""
    by_view = dict(zip(View, found.totals))
    told = [by_view[one] for one in View if one is not View.UNSAID]
    higher, lower, other = by_view[View.HIGHER], by_view[View.LOWER], by_view[View.OTHER]
    if None in told or higher is None or lower is None or other is None:
        return None
    return Views(sum(one or 0 for one in told), higher, lower, other)


def _percent(count: int | None, longest: int) -> int:
    return round(100 * count / longest) if count else 0
