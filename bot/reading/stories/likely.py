"""How likely each tier, first route and harm is, and chances from scores."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bot.reading.encoder import Array


class Likely(NamedTuple):
    """Chances: of the tiers and first routes in the order of ``Tier`` and ``Route``, and of each harm. A
    statement says no route."""

    tiers: Array
    routes: Array | None
    harms: dict[str, float]


def one_of(scores: Array) -> Array:
    """Chances that sum to one, of (..., labels) scores."""
    pulls = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(pulls / pulls.sum(-1, keepdims=True))


def each(scores: Array) -> Array:
    """A chance for each score by itself."""
    return np.asarray(1 / (1 + np.exp(-scores)))
