"""A story as numbers for its tier and first route."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.content.load import Content
from bot.content.model import Route, Tier
from bot.reading.encoder import Array
from bot.reading.model import Mention, Status
from bot.reading.stories.sound import Sound, odds

_DOORS = (Route.EMERGENCY, Route.STRATEGY_DISCUSSION, Route.FRONT_DOOR, Route.LADO, Route.ALLOCATED_WORKER)
_LEVEL, _TOPIC, _VECTOR = 0.5, 0.25, 3.0  # so that all kinds of numbers spread alike
_MANY, _MANY_GONE = 3, 2


def features(sound: Sound, found: Sequence[Mention], content: Content) -> Array:
    """(features,): levels and topics of the whole and of its sentences, the signs found, the vector."""
    ordered = np.sort(sound.levels, 0)[::-1]
    numbers = np.concatenate(
        [
            _LEVEL * np.log(sound.whole_levels),
            _LEVEL * np.log(ordered[0]),
            _LEVEL * np.log(sound.levels).mean(0),
            ordered[0],
            ordered[min(1, len(ordered) - 1)],
            sound.levels.mean(0),
            _TOPIC * odds(sound.whole_topics),
            _TOPIC * odds(sound.topics.max(0)),
            _TOPIC * odds(sound.gone),
            _signs(found, content),
            _VECTOR * sound.vector,
        ]
    )
    return np.asarray(numbers, np.float32)


def _signs(found: Sequence[Mention], content: Content) -> Array:
    """How many signs of each tier are present or not so, the highest tier, red flags and doors."""
    so, gone, highest = np.zeros(len(Tier)), np.zeros(len(Tier)), np.zeros(len(Tier))
    doors = np.zeros(len(_DOORS))
    red = red_gone = 0
    for one in found:
        indicator = content.indicators[one.indicator]
        if one.status is not Status.PRESENT:
            gone[indicator.tier.rank] += 1
            red_gone += indicator.red_flag
            continue
        so[indicator.tier.rank] += 1
        red += indicator.red_flag
        if indicator.first_door in _DOORS:
            doors[_DOORS.index(indicator.first_door)] = 1
    if so.any():
        highest[np.flatnonzero(so)[-1]] = 1
    reds = (min(red, _MANY) / 2, float(red > 0), min(red_gone, _MANY_GONE) / 2)
    counted = np.minimum(so, _MANY) / 2
    return np.concatenate([counted, so > 0, np.minimum(gone, _MANY_GONE) / 2, reds, doors, highest])
