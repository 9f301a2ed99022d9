"""How far people agree: on one stage of a case, and across the stages of several cases.

Everything is reckoned from counts: how many chose each answer, in the answers' order. A chance-corrected
coefficient says nothing about one case (for any votes at all on a single unit, Krippendorff's alpha is 0), so
it is only given across cases, and with its interval.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import krippendorff
import numpy as np
from numpy.typing import NDArray

LEAST_GROUP = 5  # people; a smaller group's votes could be put down to one of them
LEAST_CASES = 2
LEAST_STAGES = 6
LEAST_RATERS = 5  # votes on a stage for it to count
OTHERS = "others"

_RESAMPLES = 1000
_SEED = 20260310


@dataclass(frozen=True)
class Alike:
    """``most`` of ``of`` people chose the commonest answer; ``pairs`` is the share of pairs that agree.

    ``pairs`` (0 to 1) is percent agreement as the literature has it for many raters: of all pairs of people,
    those who gave the same answer. It is None where there is only one person.
    """

    most: int
    of: int
    pairs: float | None

    @property
    def share(self) -> float:
        """The part that chose the commonest answer, 0 to 1."""
        return self.most / self.of


def alike(counts: Sequence[int]) -> Alike | None:
    """How many chose the same answer; None if nobody has voted."""
    of = sum(counts)
    if not of:
        return None
    same = sum(count * (count - 1) for count in counts)
    return Alike(max(counts), of, same / (of * (of - 1)) if of > 1 else None)


@dataclass(frozen=True)
class Middle:
    """Where the votes on an ordered question lie, as positions in its order, lowest first.

    Half of the people are at or below ``median``; where the middle falls between two answers, ``median`` and
    ``median_high`` are these two. Half of all votes lie from ``quarter`` to ``three_quarters``.
    """

    lowest: int
    quarter: int
    median: int
    median_high: int
    three_quarters: int
    highest: int


def middle(counts: Sequence[int]) -> Middle | None:
    """Median and spread of an ordered question; None if nobody has voted.

    Quartiles are answers that somebody gave (inverse of the empirical distribution), since there is nothing
    between two levels.
    """
    if not sum(counts):
        return None
    votes = np.repeat(np.arange(len(counts)), counts)
    low = np.quantile(votes, (0, 0.25, 0.5, 0.75, 1), method="inverted_cdf").astype(int).tolist()
    return Middle(low[0], low[1], low[2], int(votes[len(votes) // 2]), low[3], low[4])


@dataclass(frozen=True)
class Unit:
    """One stage of a case: how many people chose each level, lowest first."""

    case: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Reliability:
    """Ordinal alpha over stages of cases; 95 of 100 resamples lie from ``low`` to ``high``."""

    alpha: float
    low: float
    high: float
    cases: int
    stages: int


@dataclass(frozen=True)
class TooFew:
    """Not yet enough for alpha: what there is of it. ``varied`` is False if all votes are on one level."""

    cases: int
    stages: int
    varied: bool = True


def reliability(units: Sequence[Unit]) -> Reliability | TooFew:
    """Ordinal Krippendorff's alpha across the stages that LEAST_RATERS people or more voted on.

    It needs LEAST_CASES cases and LEAST_STAGES stages: alpha compares how far people differ on one stage with
    how far all votes differ, and with a handful of stages the interval would be as wide as the scale. The
    interval resamples stages with replacement, 1,000 times from a fixed seed, so that the same votes give the
    same figures (percentile bootstrap over units: Zapf, Castell, Morawietz and Karch, "Measuring inter-rater
    reliability for nominal data", BMC Medical Research Methodology 16:93, 2016). Stages of one case hang
    together, so the true interval is wider.
    """
    rated = [unit for unit in units if sum(unit.counts) >= LEAST_RATERS]
    cases = len({unit.case for unit in rated})
    if not rated:
        return TooFew(0, 0)
    counts = np.array([unit.counts for unit in rated])
    varied = int((counts.sum(axis=0) > 0).sum()) > 1
    if cases < LEAST_CASES or len(rated) < LEAST_STAGES or not varied:
        return TooFew(cases, len(rated), varied)
    chance = np.random.default_rng(_SEED)
    drawn = chance.integers(0, len(rated), (_RESAMPLES, len(rated)))
    resampled = np.array([ordinal_alpha(counts[rows]) for rows in drawn])
    low, high = np.nanquantile(resampled, (0.025, 0.975))
    return Reliability(ordinal_alpha(counts), float(low), float(high), cases, len(rated))


def ordinal_alpha(counts: NDArray[np.int_]) -> float:
    """Krippendorff's alpha of a table with a row a unit and a column an answer, in the answers' order.

    Not a number where every vote is the same answer: then there is nothing to tell apart.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # 0 / 0 in that case
        return float(krippendorff.alpha(value_counts=counts, level_of_measurement="ordinal"))


def grouping(sizes: Mapping[str, int]) -> dict[str, str]:
    """Which group each agency is shown in, so that no group has fewer than LEAST_GROUP people.

    ``sizes`` is the number of people by agency. A large enough agency stands for itself, the rest are OTHERS.
    Were these too few together, the smallest large agency joins them: overall figures are shown as well, and
    what is left after taking the shown groups away must not be a handful. Empty if this leaves one group or
    none: then nothing can be shown by agency.
    """
    present = {agency: size for agency, size in sizes.items() if size}
    groups = {agency: agency if size >= LEAST_GROUP else OTHERS for agency, size in present.items()}
    rest = sum(size for agency, size in present.items() if groups[agency] == OTHERS)
    for agency, size in sorted(present.items(), key=lambda item: (item[1], item[0])):
        if 0 < rest < LEAST_GROUP and groups[agency] != OTHERS:
            groups[agency] = OTHERS
            rest += size
    return groups if len(set(groups.values())) > 1 else {}
