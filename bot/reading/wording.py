"""Which words and pairs of words a text holds, weighted by how telling they are; and a linear
classifier over them. Pairs carry what single words cannot: "no mark", "first time", "not since"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from bot.reading.encoder import Array

_WORD = re.compile(r"\w\w+")
_FEWEST_USES = 2
_STRENGTH = 5.0  # chosen on the development sets; a little more or less changes nothing
_FIELDS = ("terms", "weights", "slopes", "bias")


class Wording:
    """Tells how likely each class is for a text, by its words. Holds no state once learnt."""

    def __init__(self, learnt: dict[str, Array]) -> None:
        """From what ``learn`` returned, or from a file that holds it."""
        terms = str(learnt["terms"]).split("\n")
        self._place = {term: number for number, term in enumerate(terms)}
        self._weights, self._slopes, self._bias = (learnt[name] for name in _FIELDS[1:])

    def chances(self, texts: Sequence[str]) -> Array:
        """A row for each text: the chance of each class, summing to one."""
        lines = np.tile(self._bias, (len(texts), 1))
        for row, text in zip(lines, texts):
            places, values = _row(text, self._place, self._weights)
            if places:
                row += self._slopes[:, places] @ values
        alone = 1 / (1 + np.exp(-lines))
        chances: Array = (alone / alone.sum(1, keepdims=True)).astype(np.float32)
        return chances


def learn(texts: Sequence[str], classes: Sequence[int]) -> dict[str, Array]:
    """A one-against-the-rest logistic regression in which every class counts the same.

    ``classes`` are 0, 1, … and each must occur. The arrays returned hold no pickle.
    """
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    held = [set(_terms(text)) for text in texts]
    uses = Counter(term for terms in held for term in terms)
    place = {
        term: number for number, term in enumerate(sorted(t for t, n in uses.items() if n >= _FEWEST_USES))
    }
    weights = np.array([np.log((1 + len(held)) / (1 + uses[term])) + 1 for term in place], dtype=np.float32)
    rows = [_row(text, place, weights) for text in texts]
    ends = np.cumsum([0, *(len(places) for places, _ in rows)])
    columns = np.array([at for places, _ in rows for at in places], dtype=int)
    values = np.concatenate([values for _, values in rows]) if len(columns) else np.zeros(0)
    matrix = csr_matrix((values, columns, ends), shape=(len(rows), len(place)))
    model = LogisticRegression(C=_STRENGTH, solver="liblinear", class_weight="balanced").fit(matrix, classes)
    return {
        "terms": np.array("\n".join(place)),
        "weights": weights,
        "slopes": model.coef_.astype(np.float32),
        "bias": model.intercept_.astype(np.float32),
    }


def _terms(text: str) -> Iterable[str]:
    words = _WORD.findall(text.lower())
    yield from words
    yield from (f"{one} {two}" for one, two in zip(words, words[1:]))


def _row(text: str, place: dict[str, int], weights: Array) -> tuple[list[int], Array]:
    """Where the known terms of a text stand, and their weights as a row of unit length."""
    counts = Counter(place[term] for term in _terms(text) if term in place)
    places = sorted(counts)
    values = np.array([(1 + np.log(counts[at])) * weights[at] for at in places], dtype=np.float32)
    return places, values / max(float(np.linalg.norm(values)), 1e-9)
