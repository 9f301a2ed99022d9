"""How much of a question's words the texts of each owner say: BM25, from 0 to 1 and a little above."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bot.reading.encoder import Array

# The usual settings: how soon more texts with a word count no more, and how much long owners are marked down.
_SATURATION, _LENGTH = 1.2, 0.6


class Keywords(NamedTuple):
    """``said`` (owners, terms): what a term adds for an owner; ``telling`` (terms,): how rare it is."""

    said: Array
    telling: Array

    def scores(self, held: Array) -> Array:
        """What each question (rows of ``held``: 1 where it holds a term) scores by owner."""
        used = np.flatnonzero(held.any(0))
        found: Array = held[:, used] @ self.said[:, used].T
        return found / self.most(held)[:, None]

    def most(self, held: Array) -> Array:
        """What the terms of each question weigh together."""
        most: Array = np.maximum(held @ self.telling, 1e-6)
        return most


def count(held: Array, owner_of: Array) -> tuple[Keywords, Array]:
    """Learn from texts (rows of ``held``: 1 where a text holds a term), and score each as if left out.

    ``owner_of`` is each text's owner, numbered from 0. The scores are (texts, owners).
    """
    counts = np.zeros((owner_of.max() + 1, held.shape[1]), dtype=np.float32)
    for text, owner in zip(held, owner_of):
        counts[owner] += text
    owners = (counts > 0).sum(0)
    telling = np.log(1 + (len(counts) - owners + 0.5) / (owners + 0.5)).astype(np.float32)
    average = float(counts.sum(1).mean())
    keywords = Keywords(_saturated(counts, average) * telling, telling)
    scores, most = keywords.scores(held), keywords.most(held)
    for place, (text, owner) in enumerate(zip(held, owner_of)):
        used = np.flatnonzero(text)
        without = (counts[owner] - text)[None]
        scores[place, owner] = _saturated(without, average)[0, used] @ telling[used] / most[place]
    return keywords, scores


def _saturated(counts: Array, average: float) -> Array:
    scale = _SATURATION * (1 - _LENGTH + _LENGTH * counts.sum(1, keepdims=True) / average)
    found: Array = (counts * (_SATURATION + 1) / (counts + scale)).astype(np.float32)
    return found
