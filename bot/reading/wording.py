"""Which words and pairs of words a text holds, weighted by how telling they are; and a linear
classifier over them. Pairs carry what single words cannot: "no mark", "first time", "not since"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from bot.reading.encoder import Array

_WORD = re.compile(r"\w\w+")
_FEWEST_USES = 2
_STRENGTH = 5.0  # chosen on the development sets; a little more or less changes nothing


Row = tuple[list[int], Array]


class Terms:
    """The words and pairs of words that count, and how telling each is."""

    def __init__(self, terms: Sequence[str], weights: Array) -> None:
        self._place = {term: number for number, term in enumerate(terms)}
        self._weights = weights

    @classmethod
    def of(cls, texts: Sequence[str], most: int | None = None) -> Terms:
        """Those that ``texts`` use more than once, at ``most`` so many: the ones used most."""
        held = [set(_terms(text)) for text in texts]
        uses = Counter(term for terms in held for term in terms)
        by_use = sorted(uses, key=lambda term: (-uses[term], term))[:most]
        terms = sorted(term for term in by_use if uses[term] >= _FEWEST_USES)
        weights = [np.log((1 + len(held)) / (1 + uses[term])) + 1 for term in terms]
        return cls(terms, np.array(weights, dtype=np.float32))

    @classmethod
    def kept(cls, learnt: dict[str, Array]) -> Terms:
        """From what ``arrays`` returned."""
        return cls(str(learnt["terms"]).split("\n"), learnt["weights"])

    def arrays(self) -> dict[str, Array]:
        """What ``kept`` reads again. The arrays hold no pickle."""
        return {"terms": np.array("\n".join(self._place)), "weights": self._weights}

    def row(self, text: str) -> Row:
        """Where the known terms of a text stand, and their weights as a row of unit length."""
        counts = Counter(self._place[term] for term in _terms(text) if term in self._place)
        places = sorted(counts)
        values = np.array([(1 + np.log(counts[at])) * self._weights[at] for at in places], dtype=np.float32)
        return places, values / max(float(np.linalg.norm(values)), 1e-9)

    def matrix(self, texts: Sequence[str]) -> Any:
        """A sparse matrix of (texts, terms)."""
        from scipy.sparse import csr_matrix

        rows = [self.row(text) for text in texts]
        ends = np.cumsum([0, *(len(places) for places, _ in rows)])
        columns = np.array([at for places, _ in rows for at in places], dtype=int)
        values = np.concatenate([values for _, values in rows]) if len(columns) else np.zeros(0, np.float32)
        return csr_matrix((values, columns, ends), shape=(len(rows), len(self._place)))


class Wording:
    """Tells how likely each class is for a text, by its words. Holds no state once learnt."""

    def __init__(self, learnt: dict[str, Array]) -> None:
        """From what ``learn`` returned, or from a file that holds it."""
        self._slopes, self._bias = learnt["slopes"], learnt["bias"]

    def chances(self, rows: Sequence[Row]) -> Array:
        """A row for each text: the chance of each class, summing to one."""
        lines = np.tile(self._bias, (len(rows), 1))
        for line, (places, values) in zip(lines, rows):
            line += self._slopes[:, places] @ values
        alone = 1 / (1 + np.exp(-lines))
        chances: Array = (alone / alone.sum(1, keepdims=True)).astype(np.float32)
        return chances


def learn(matrix: Any, classes: Sequence[int]) -> dict[str, Array]:
    """A one-against-the-rest logistic regression in which every class counts the same.

    ``matrix`` is what ``Terms.matrix`` gives; ``classes`` are 0, 1, … and each must occur. The arrays
    returned hold no pickle.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_STRENGTH, solver="liblinear", class_weight="balanced").fit(matrix, classes)
    return {"slopes": model.coef_.astype(np.float32), "bias": model.intercept_.astype(np.float32)}


def _terms(text: str) -> Iterable[str]:
    words = _WORD.findall(text.lower())
    yield from words
    yield from (f"{one} {two}" for one, two in zip(words, words[1:]))
