"""The figures in sentences: how far the room agrees, what changed, and what can be said across cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.content.model import Tier
from bot.exercises.agreement import (
    LEAST_CASES,
    LEAST_RATERS,
    LEAST_STAGES,
    Alike,
    Middle,
    Reliability,
    TooFew,
    Unit,
)
from bot.training.chart import percent
from bot.training.results import TIERS, Change, Spread

Say = Callable[..., str]


def agreement_lines(spread: Spread, say: Say) -> list[str]:
    """How many would do the same next, and how many chose the same level."""
    lines = [_alike("alike_route", spread.on_route, say), _alike("alike_level", spread.on_level, say)]
    return [line for line in lines if line]


def middle_lines(spread: Spread, tiers: Mapping[str, str], say: Say) -> list[str]:
    """Median and spread of the level. ``tiers`` are the labels of the levels."""
    return _middle(spread.middle, [tiers[tier.value] for tier in TIERS], say) if spread.middle else []


def holding_line(spread: Spread, say: Say) -> str:
    """How many votes hold; only once the answer is shown."""
    share = percent(spread.holding, spread.of)
    return say("holding", holding=str(spread.holding), of=str(spread.of), percent=str(share))


def change_lines(change: Change, say: Say) -> list[str]:
    """What the discussion changed, among those who voted twice."""
    before, after = change.first, change.second
    lines = [say("change_moved", of=str(change.of), moved=str(change.moved))]
    if before.on_level and after.on_level:
        lines.append(
            say("change_level", before=_share(before.on_level.share), after=_share(after.on_level.share))
        )
    holding = [_share(one.holding / one.of) for one in (before, after)]
    return [*lines, say("change_holding", before=holding[0], after=holding[1])]


def reliability_line(found: Reliability | TooFew, say: Say) -> str:
    """Alpha with its interval, or how much is missing and why it is not given sooner."""
    counts = {"stages": str(found.stages), "cases": str(found.cases)}
    if isinstance(found, Reliability):
        values = {name: f"{getattr(found, name):.2f}" for name in ("alpha", "low", "high")}
        return say("alpha_found", **counts, **values)
    if not found.varied:
        return say("alpha_no_spread")
    return say(
        "alpha_too_few",
        **counts,
        least_stages=str(LEAST_STAGES),
        least_cases=str(LEAST_CASES),
        least_raters=str(LEAST_RATERS),
    )


def units(tiers: Mapping[tuple[str, str], Mapping[str, int]]) -> Sequence[Unit]:
    """Counts by exercise, stage and level → what alpha is reckoned from."""
    return [
        Unit(exercise, tuple(counts.get(tier.value, 0) for tier in Tier))
        for (exercise, _), counts in tiers.items()
    ]


def _alike(key: str, found: Alike | None, say: Say) -> str:
    if found is None:
        return ""
    return say(key, most=str(found.most), of=str(found.of), percent=str(percent(found.most, found.of)))


def _middle(found: Middle, names: Sequence[str], say: Say) -> list[str]:
    median = names[found.median]
    if found.median != found.median_high:
        median = say("middle_between", low=median, high=names[found.median_high])
    lines = [say("middle_level", median=median, lowest=names[found.lowest], highest=names[found.highest])]
    if found.quarter != found.three_quarters:
        lines.append(
            say("middle_half", quarter=names[found.quarter], three_quarters=names[found.three_quarters])
        )
    return lines


def _share(part: float) -> str:
    return str(round(100 * part))
