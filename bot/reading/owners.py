"""Which owners of examples may be named: masks over the indicators and strengths that meaning knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from bot.content.load import Content
from bot.content.model import STAFF_TOPIC, Indicator, Route, Tier
from bot.reading.meaning import level_of

Mask = NDArray[np.bool_]


class Owners:
    """Masks, each (owners,) of bool. A strength counts as universal and is never an indicator."""

    def __init__(self, owners: Sequence[str], topics: Sequence[str], content: Content) -> None:
        """``owners`` and ``topics`` in the order of those of ``Meaning``."""
        self._indicators = [content.indicators.get(owner) for owner in owners]
        self._ranks = np.array([0 if one is None else one.tier.rank for one in self._indicators])
        self._levels = np.array([0 if one is None else level_of(one.tier) for one in self._indicators])
        self.indicator = self._those(lambda one: True)
        self.red_flag = self._those(lambda one: one.red_flag)
        self._doors = {door: self._those(partial(_opens, door)) for door in (None, *Route)}
        self.event = self._those(lambda one: one.matters_when_past)
        self.staff = self._those(lambda one: one.topic == STAFF_TOPIC)
        # what to do first is left to the level
        self.plain = self._those(lambda one: one.first_door is None and one.tier is not Tier.CHILD_PROTECTION)
        self._own = {key: self._those(partial(_is_about, key)) for key in topics}
        self._raising = {key: self._those(partial(_raises, key)) for key in topics}

    def of_levels(self, levels: Iterable[int]) -> Mask:
        """Those at these generic levels, counted from 0."""
        return np.isin(self._levels, list(levels))

    def of_tier(self, rank: int) -> Mask:
        """Those of the tier of this rank."""
        return np.asarray(self._ranks == rank)

    def up_to_tier(self, rank: int) -> Mask:
        """Those of the tier of this rank or of one below it."""
        return np.asarray(self._ranks <= rank)

    def of_door(self, door: Route | None) -> Mask:
        """Those whose own first door this is."""
        return self._doors[door]

    def of_topic(self, topic: str) -> Mask:
        """Those whose own topic this is."""
        return self._own[topic]

    def raising(self, topic: str) -> Mask:
        """Those that raise this topic, as their own or beside it."""
        return self._raising[topic]

    def _those(self, holds: Callable[[Indicator], bool]) -> Mask:
        return np.array([one is not None and holds(one) for one in self._indicators])


def _opens(door: Route | None, one: Indicator) -> bool:
    return one.first_door is door


def _is_about(topic: str, one: Indicator) -> bool:
    return one.topic == topic


def _raises(topic: str, one: Indicator) -> bool:
    return topic in one.topics
