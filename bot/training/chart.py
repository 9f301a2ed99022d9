"""Spreads as rows of a table with bars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.content.model import Route, Tier, Urgency
from bot.exercises.model import Stage
from bot.training.results import ROUTES, TIERS, URGENCIES, Results, Spread

_PARTS: Mapping[str, tuple[str, Sequence[Route | Urgency | Tier]]] = {
    "route": ("routes", ROUTES),
    "urgency": ("urgencies", URGENCIES),
    "tier": ("tiers", TIERS),
}


@dataclass(frozen=True)
class Bar:
    """How many chose an answer in one round; ``percent`` of that round's votes, rounded."""

    count: int
    percent: int


@dataclass(frozen=True)
class Row:
    """One answer: its bars by round (None for a round without votes), and whether it is a model answer.

    ``is_model`` and ``holds`` stay False until the answer is shown.
    """

    label: str
    first: Bar | None
    second: Bar | None
    is_model: bool = False
    holds: bool = False


def rows(
    part: str, labels: Mapping[str, str], found: Results, answered: Stage | None = None
) -> tuple[Row, ...]:
    """The rows of ``part`` (route, urgency or tier). ``answered`` is the stage once its answer is shown.

    What to do next has many answers, so those that nobody chose are left out, except the model's.
    """
    field, values = _PARTS[part]
    model = getattr(answered.model.vote, part) if answered else None
    also: Iterable[object] = getattr(answered.model, f"also_{field}") if answered else ()
    made = [
        Row(
            labels[value.value],
            _bar(found.first, field, at),
            _bar(found.second, field, at),
            is_model=value is model,
            holds=value in also,
        )
        for at, value in enumerate(values)
    ]
    return tuple(row for row in made if part != "route" or row.is_model or _count(row))


def agency_rows(
    labels: Mapping[str, str], groups: Sequence[tuple[str, Spread | None, Spread | None]]
) -> tuple[tuple[str, int, tuple[Bar, ...]], ...]:
    """For each group that voted in the first round: its name, its size, and its bars by level.

    In the order of their names: by agency is for the room to talk about, never a ranking.
    """
    found = [
        (labels[group], first.of, tuple(Bar(count, percent(count, first.of)) for count in first.tiers))
        for group, first, _ in groups
        if first is not None
    ]
    return tuple(sorted(found))


def percent(part: int, of: int) -> int:
    """A share in whole percent."""
    return round(100 * part / of) if of else 0


def _bar(spread: Spread | None, field: str, at: int) -> Bar | None:
    if spread is None:
        return None
    count: int = getattr(spread, field)[at]
    return Bar(count, percent(count, spread.of))


def _count(row: Row) -> int:
    return sum(bar.count for bar in (row.first, row.second) if bar)
