"""Text as hashed word and character n-grams, and a linear model over them. Numpy only.

The model is two arrays and a list of labels, so it is kept as ``.npz`` and JSON (nothing that
runs when it is read) and loads in milliseconds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
BUCKETS = 1 << 14
LONGEST = 600  # characters; longer text is a description whatever its tail says
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"'})


def words(text: str) -> list[str]:
    """The words of a text, lower case, in their normal Unicode form, with straight apostrophes."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).translate(_QUOTES).lower())


def features(text: str) -> tuple[Array, Array]:
    """Bucket numbers and weights of a text (unit length). Empty arrays for a text without words."""
    found = words(text[:LONGEST])
    if not found:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
    grams = [f"w{word}" for word in found]
    grams += [f"w{first} {second}" for first, second in zip(["^", *found], [*found, "$"])]
    for word in found:
        padded = f" {word} "
        for size in (3, 4, 5):
            grams += [f"c{padded[at : at + size]}" for at in range(len(padded) - size + 1)]
    hashes = [crc32(gram.encode()) % BUCKETS for gram in grams]
    buckets, counts = np.unique(np.array(hashes, dtype=np.int64), return_counts=True)
    weights = np.sqrt(counts.astype(np.float32))
    return buckets, weights / np.linalg.norm(weights)


@dataclass(frozen=True)
class LinearModel:
    """Multinomial logistic regression: ``weights`` is labels by buckets.

    ``vocabulary`` is every word of the examples.
    """

    labels: tuple[str, ...]
    vocabulary: frozenset[str]
    weights: Array
    biases: Array

    def probabilities(self, text: str) -> Array:
        """The probability of each label, in the order of ``labels``."""
        buckets, weights = features(text)
        scores = self.weights[:, buckets] @ weights + self.biases
        scores = np.exp(scores - scores.max())
        return scores / scores.sum()

    def ranking(self, text: str) -> list[tuple[str, float]]:
        """Every label with its probability, best first."""
        scores = self.probabilities(text)
        return [(self.labels[at], float(scores[at])) for at in np.argsort(-scores)]


def train(examples: Sequence[tuple[str, str]]) -> LinearModel:
    """Fit a model to (text, label) pairs. The same examples in any order give the same model."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    ordered = sorted(examples)
    rows = [features(text) for text, _ in ordered]
    starts = np.cumsum([0, *(len(buckets) for buckets, _ in rows)])
    buckets = np.concatenate([buckets for buckets, _ in rows])
    values = np.concatenate([weights for _, weights in rows])
    matrix = csr_matrix((values, buckets, starts), (len(rows), BUCKETS))
    used = np.unique(buckets)
    fitted = LogisticRegression(
        C=10, class_weight="balanced", solver="saga", tol=1e-3, max_iter=1000, random_state=0
    )
    fitted.fit(matrix[:, used], [label for _, label in ordered])
    weights = np.zeros((len(fitted.classes_), BUCKETS), dtype=np.float32)
    weights[:, used] = fitted.coef_
    labels = tuple(map(str, fitted.classes_))
    vocabulary = frozenset(word for text, _ in ordered for word in words(text))
    return LinearModel(labels, vocabulary, weights, fitted.intercept_.astype(np.float32))
