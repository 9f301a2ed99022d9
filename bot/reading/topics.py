"""What a text is about: how likely each topic of the content is, several at once.

A linear regression over the vector of the text and its words, each topic against the rest (ridge
regression solved by conjugate gradients; Hestenes and Stiefel 1952). A score becomes a chance by a
logistic curve for each topic (Platt 1999), learnt on a fifth of the examples that the scores were not.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from bot.reading.encoder import Array

_VECTOR_COST, _WORD_COST = 3.0, 1.0  # more holds the weights of either nearer to nought
_STEPS = 40
_FIFTH = 5
_CURVE_LOOSE = 10.0
_NEVER, _MOST = -9.0, 12.0
_FIELDS = ("topic_vectors", "topic_words", "topic_offset", "topic_slope", "topic_bias")


class Topics:
    """Tells how likely each topic is. Holds no state once learnt."""

    def __init__(self, learnt: dict[str, Array]) -> None:
        """From what ``learn`` returned, or from a file that holds it."""
        self._vectors, self._words, self._offset, self._slope, self._bias = (learnt[name] for name in _FIELDS)

    def chances(self, vectors: Array, rows: list[tuple[list[int], Array]]) -> Array:
        """(texts, topics), each between 0 and 1, from (texts, 384) vectors and the words' rows."""
        scores = vectors @ self._vectors + self._offset
        for score, (places, values) in zip(scores, rows):
            score += values @ self._words[places]
        lines = np.clip(scores * self._slope + self._bias, -_MOST, _MOST)
        chances: Array = 1 / (1 + np.exp(-lines))
        return chances


def learn(vectors: Array, words: Any, wanted: Array) -> dict[str, Array]:
    """Learn from texts with (texts, 384) ``vectors``, a sparse (texts, terms) matrix of ``words`` and
    (texts, topics) ``wanted`` of 0 and 1. The arrays returned hold no pickle."""
    apart = np.arange(len(wanted)) % _FIFTH == 0
    of_vectors, of_words, offset = _ridge(vectors[~apart], words[~apart], wanted[~apart])
    scores = vectors[apart] @ of_vectors + words[apart] @ of_words + offset
    slope, bias = _curves(scores, wanted[apart])
    of_vectors, of_words, offset = _ridge(vectors, words, wanted)
    return dict(zip(_FIELDS, (of_vectors, of_words, offset, slope, bias)))


def _ridge(vectors: Array, words: Any, wanted: Array) -> tuple[Array, Array, Array]:
    """Weights of the vectors (384, topics) and of the words (terms, topics), and the offset (topics,)."""
    mean, share = vectors.mean(0), wanted.mean(0)
    vectors, wanted = vectors - mean, wanted - share
    turned = words.T.tocsr()
    left = (vectors.T @ wanted, turned @ wanted)
    solution = (np.zeros_like(left[0]), np.zeros_like(left[1]))
    step = (left[0].copy(), left[1].copy())
    size = _size(left)
    for _ in range(_STEPS):
        told = vectors @ step[0] + words @ step[1]
        pushed = (vectors.T @ told + _VECTOR_COST * step[0], turned @ told + _WORD_COST * step[1])
        length = size / (sum((one * two).sum(0) for one, two in zip(step, pushed)) + 1e-12)
        for part, along, back, residue in zip(solution, step, pushed, left):
            part += length * along
            residue -= length * back
        size, before = _size(left), size
        for along, residue in zip(step, left):
            along *= size / (before + 1e-12)
            along += residue
    return solution[0], solution[1], share - mean @ solution[0]


def _size(parts: tuple[Array, Array]) -> Array:
    total: Array = sum((part * part).sum(0) for part in parts)
    return total


def _curves(scores: Array, wanted: Array) -> tuple[Array, Array]:
    """Slope and bias of each topic's curve from score to chance."""
    from sklearn.linear_model import LogisticRegression

    slope, bias = np.zeros(scores.shape[1], np.float32), np.full(scores.shape[1], _NEVER, np.float32)
    for topic, right in enumerate(wanted.T > 0):
        if right.any() and not right.all():
            curve = LogisticRegression(C=_CURVE_LOOSE).fit(scores[:, [topic]], right)
            slope[topic], bias[topic] = curve.coef_[0, 0], curve.intercept_[0]
    return slope, bias
