"""How much of a question's words the texts of each owner say: BM25, from 0 to 1 and a little above."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bot.reading.encoder import Array

# The usual settings: how soon more texts with a word count no more, and how much long owners are marked down.
_SATURATION, _LENGTH = 1.2, 0.6


class Keywords(NamedTuple):
    """``counts`` (owners, terms): in how many texts of an owner a term stands; ``telling`` (terms,)."""

    counts: Array
    telling: Array

    def scores(self, held: Array) -> Array:
        """What each question (rows of ``held``: 1 where it holds a term) scores by owner."""
        lengths = self.counts.sum(1)
        said = _saturated(self.counts, lengths, lengths.mean()) * self.telling
        found: Array = held @ said.T
        return found / self._most(held)[:, None]

    def left_out(self, held: Array, owner_of: Array) -> Array:
        """The same for texts that the counts were made of, each as if it had not been one of them."""
        found, average = self.scores(held), self.counts.sum(1).mean()
        most = self._most(held)
        for place, (text, owner) in enumerate(zip(held, owner_of)):
            without = (self.counts[owner] - text)[None]
            said = _saturated(without, without.sum(1), average)[0] * self.telling
            found[place, owner] = text @ said / most[place]
        return found

    def _most(self, held: Array) -> Array:
        most: Array = np.maximum(held @ self.telling, 1e-6)
        return most


def count(held: Array, owner_of: Array) -> Keywords:
    """Count the terms of texts (rows of ``held``: 1 where a text holds a term) by owner, numbered from 0."""
    counts = np.zeros((owner_of.max() + 1, held.shape[1]), dtype=np.float32)
    np.add.at(counts, owner_of, held)
    owners = (counts > 0).sum(0)
    telling = np.log(1 + (len(counts) - owners + 0.5) / (owners + 0.5))
    return Keywords(counts, telling.astype(np.float32))


def _saturated(counts: Array, lengths: Array, average: float) -> Array:
    scale = _SATURATION * (1 - _LENGTH + _LENGTH * lengths / average)
    found: Array = counts * (_SATURATION + 1) / (counts + scale[:, None])
    return found
