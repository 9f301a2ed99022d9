"""A story and each harm as numbers: is it one that an answer has to raise?

The same numbers are weighed in the same way for every harm, so that harms with few stories learn from
those with many; each harm has a weight and a slope of its own beside.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.content.load import Content
from bot.content.model import Tier
from bot.reading.encoder import Array
from bot.reading.model import Mention, Status
from bot.reading.stories.sound import Sound, odds

_MANY = 3
_LEAST = 1e-2


def harm_features(
    sound: Sound,
    found: Sequence[Mention],
    tiers: Array,
    by_words: Array,
    harms: Sequence[str],
    content: Content,
) -> Array:
    """(harms, features). The first feature is how likely the harm is in the sentence that speaks most of
    it; ``tiers`` (5,) are the chances of the story's tier, ``by_words`` (harms,) those of each harm by the
    words of the story."""
    places = [sound.names.index(harm) for harm in harms]
    in_sentences = sound.topics[:, places]
    ordered = np.sort(in_sentences, 0)[::-1]
    most, next_to_most = ordered[0], ordered[min(1, len(ordered) - 1)]
    rank = len(harms) - most.argsort().argsort()
    signs = _signs(found, harms, content)
    present = signs[0]
    levels = sound.levels[in_sentences.argmax(0)]
    clear, whole, words = odds(most), odds(sound.whole_topics[places]), odds(by_words)
    low, need, protect = tiers[:2].sum(), tiers[Tier.CHILD_IN_NEED.rank], tiers[Tier.CHILD_PROTECTION.rank]
    rows = [
        clear, odds(next_to_most), whole, odds(sound.gone[places]), most / most.max(), np.log(rank),
        *signs, present * clear, present * whole, *levels.T,
        *np.repeat(np.log(tiers + _LEAST)[:, None], len(harms), 1),
        words, words * clear,
        present * protect, present * low, clear * protect, clear * low, clear * need,
        np.full(len(harms), np.log(len(sound.levels))),
    ]  # fmt: skip
    numbers: Array = np.stack(rows, 1).astype(np.float32)
    return numbers


def _signs(found: Sequence[Mention], harms: Sequence[str], content: Content) -> Array:
    """(5, harms): whether a sign is about it, a red flag, its highest tier, how many, any not so."""
    told = np.zeros((5, len(harms)), np.float32)
    for one in found:
        indicator = content.indicators[one.indicator]
        for place in (harms.index(topic) for topic in indicator.topics if topic in harms):
            if one.status is not Status.PRESENT:
                told[4, place] = 1
                continue
            told[0, place] = 1
            told[1, place] = max(told[1, place], indicator.red_flag)
            told[2, place] = max(told[2, place], indicator.tier.rank / (len(Tier) - 1))
            told[3, place] = min(1.0, told[3, place] + 1 / _MANY)
    return told
