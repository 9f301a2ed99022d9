"""A whole text read at once: what is likely of it is mended by what all of its words say together.

What was learnt (``attune.py``) changes the sentence encoder a little, so that each word is read with all that
stands around it: "no bruises, but she says he hits her" is more than its words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from bot.reading.encoder import Array, Encoder
from bot.reading.stories.likely import Likely, each, one_of

_LEAST, _MOST = -12.0, 8.0  # scores; one that is nearly sure could else not be mended


class Scores(NamedTuple):
    """The logarithms of chances, or of the odds where each label stands by itself: of (..., tiers), of
    (..., routes), noughts where none is known, and of (..., harms)."""

    tiers: Array
    routes: Array
    harms: Array


def held(tiers: Array, routes: Array, harms: Array) -> Scores:
    """Scores that are nearly sure as far as they can be mended."""
    return Scores(np.maximum(tiers, _LEAST), np.maximum(routes, _LEAST), held_odds(harms))


def held_odds(scores: Array) -> Array:
    """The same of labels that stand by themselves."""
    return np.asarray(np.clip(scores, -_MOST, _MOST))


class Attuned:
    """Reads whole texts. Holds no state and is safe in threads."""

    def __init__(self, learnt: Mapping[str, Array], encoder: Encoder) -> None:
        """From what ``attune`` returned, or from a file that holds it."""
        self._learnt = learnt
        self._encoder = encoder.attuned(learnt)

    def mended(self, likely: Likely, words: str) -> Likely:
        """``likely`` by all of a text. ``words`` are what was written without who somebody is (``plain``)."""
        before = _scores(likely)
        read = self.read(words)
        tiers = one_of(self.score("tiers", read, before.tiers))
        routes = None if likely.routes is None else one_of(self.score("routes", read, before.routes))
        harms = each(self.score("harms", read, before.harms))
        return Likely(tiers, routes, dict(zip(likely.harms, map(float, harms))))

    def score(self, kind: str, read: Array, before: Array) -> Array:
        """The scores of a text as it was ``read``, by what they were ``before``."""
        learnt = self._learnt
        return np.asarray(read @ learnt[kind] + learnt[f"{kind}_offset"] + learnt[f"{kind}_before"] * before)

    def read(self, text: str) -> Array:
        """(384,): the words of the text, by how much they count."""
        return self._focused(self._encoder.words(text))

    def read_each(self, texts: Sequence[str]) -> list[Array]:
        """The same of each of several texts, faster than one by one."""
        return [self._focused(words) for words in self._encoder.words_of_each(texts)]

    def _focused(self, words: Array) -> Array:
        pull = one_of(words @ self._learnt["focus"])
        return np.asarray(pull @ words)


def _scores(likely: Likely) -> Scores:
    with np.errstate(divide="ignore"):
        tiers = np.log(likely.tiers)
        routes = np.zeros(0, np.float32) if likely.routes is None else np.log(likely.routes)
        harms = np.array(list(likely.harms.values()), np.float32)
        return held(tiers, routes, np.log(harms) - np.log1p(-harms))
