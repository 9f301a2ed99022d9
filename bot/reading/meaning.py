"""What a clause means, where no sign says it: the nearest examples of content, by vector and by words.

Every statement and example, ordinary ones included, is encoded once and kept by the hash of its text,
so that a second build is quick. A clause gets chances of six kinds, from everyday life to red flag:
a linear classifier over vectors and words, times how near the examples of each kind are. Of the
likeliest level the indicator with the nearest example is named. Signs guarantee the red flags; meaning
generalises, and everyday examples compete with worrying ones.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.content.load import Content
from bot.content.model import Indicator, Protective, Tier
from bot.reading.encoder import WEIGHTS_SHA256, Array, shared
from bot.reading.vectors import MODELS, Store

KINDS = (*(tier.value for tier in Tier), "red_flag")
EVERYDAY, SERIOUS = 0, 3
_VERSION = "1"
# Chosen by cross-validation on the content's examples and on the development part of the evaluation.
_SHARPNESS = np.float32(25)
_NEARNESS = 10.0
_STRENGTH, _ROUNDS = 5.0, 800
_TINY = 1e-9
_WORD = re.compile(r"[a-z']+")
_PLACEHOLDER = re.compile(r"\[[a-z]+\]")


class Guess(NamedTuple):
    """The indicator or strength that a clause means, and how sure that is.

    ``chances`` are those of the six KINDS; ``nearness`` is the cosine to the nearest example.
    """

    owner: str
    nearness: float
    chances: tuple[float, ...]

    @property
    def serious(self) -> float:
        """The chance of a statutory tier or a red flag."""
        return sum(self.chances[SERIOUS:])

    @property
    def everyday(self) -> float:
        """The chance that this is plain everyday life, or a strength."""
        return self.chances[EVERYDAY]


@dataclass(frozen=True)
class _Example:
    text: str
    owner: str
    kind: int


class Meaning:
    """Guesses what clauses mean. Holds no state and is safe in threads once built."""

    def __init__(self, content: Content, folder: Path | None = MODELS) -> None:
        """Learn from ``content``; what was learnt before is kept in ``folder`` unless None.

        The first build encodes thousands of texts. Raises WrongWeights without the encoder.
        """
        examples = list(_examples(content))
        self._owners = list(dict.fromkeys(one.owner for one in examples))
        place = {owner: number for number, owner in enumerate(self._owners)}
        self._owner_of = np.array([place[one.owner] for one in examples])
        self._kind_of = np.array([one.kind for one in examples])
        self._owner_kinds = np.zeros(len(self._owners), dtype=int)
        self._owner_kinds[self._owner_of] = self._kind_of
        self._starts = np.flatnonzero(np.diff(self._owner_of, prepend=-1))
        store = Store(folder)
        self._vectors = store.vectors([_plain(one.text) for one in examples], "vectors.npz")
        self._words = _Words([one.text for one in examples])
        mark = _mark(examples)
        learnt = store.read("meaning.npz", mark)
        if learnt is None:
            rows = np.hstack([self._vectors, self._words.of([one.text for one in examples])])
            learnt = dict(zip(("weights", "bias"), _fit(rows, self._kind_of)))
            store.keep("meaning.npz", mark, **learnt)
        self._weights, self._bias = learnt["weights"], learnt["bias"]

    def guess(self, texts: Sequence[str]) -> list[Guess]:
        """The best guess for each text."""
        if not texts:
            return []
        texts = [_plain(text) for text in texts]
        vectors = shared().encode(texts)
        near = vectors @ self._vectors.T
        lines = np.hstack([vectors, self._words.of(texts)]) @ self._weights.T + self._bias
        by_line = np.exp(lines - lines.max(1, keepdims=True))
        pull = np.exp(_SHARPNESS * (near - near.max(1, keepdims=True)))
        by_pull = np.stack([pull[:, self._kind_of == kind].sum(1) for kind in range(len(KINDS))], 1)
        chances = np.sqrt(by_line * by_pull / by_line.sum(1, keepdims=True))
        chances /= chances.sum(1, keepdims=True)
        nearest = np.maximum.reduceat(near, self._starts, axis=1)
        level = np.append(chances[:, :SERIOUS], chances[:, SERIOUS:].sum(1, keepdims=True), 1).argmax(1)
        likely = np.minimum(self._owner_kinds, SERIOUS) == level[:, None]
        score = _NEARNESS * nearest + np.log(chances + _TINY)[:, self._owner_kinds]
        return [
            Guess(self._owners[best], float(nearest[row, best]), tuple(map(float, chances[row])))
            for row, best in enumerate(np.where(likely, score, -np.inf).argmax(1))
        ]


class _Words:
    """Which words a text holds, weighted by how telling they are, as rows of unit length."""

    def __init__(self, texts: Iterable[str]) -> None:
        held = [set(_WORD.findall(text.lower())) for text in texts]
        uses = Counter(word for words in held for word in words)
        kept = sorted(word for word, times in uses.items() if times > 1)
        self._place = {word: number for number, word in enumerate(kept)}
        self._weight = [float(np.log((1 + len(held)) / (1 + uses[word])) + 1) for word in kept]

    def of(self, texts: Sequence[str]) -> Array:
        rows = np.zeros((len(texts), len(self._place)), dtype=np.float32)
        for row, text in zip(rows, texts):
            for word, times in Counter(_WORD.findall(text.lower())).items():
                if word in self._place:
                    row[self._place[word]] = (1 + np.log(times)) * self._weight[self._place[word]]
        unit: Array = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _TINY)
        return unit


def _examples(content: Content) -> Iterable[_Example]:
    items: list[Indicator | Protective] = [*content.indicators.values(), *content.protective.values()]
    for item in items:
        for text in (item.statement, *content.examples(item)):
            yield _Example(text, item.id, _kind(item))


def _kind(item: Indicator | Protective) -> int:
    if isinstance(item, Protective):
        return EVERYDAY
    return len(KINDS) - 1 if item.red_flag else item.tier.rank


def _fit(rows: Array, kinds: Array) -> tuple[Array, Array]:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_STRENGTH, max_iter=_ROUNDS).fit(csr_matrix(rows), kinds)
    weights = np.zeros((len(KINDS), rows.shape[1]), dtype=np.float32)
    bias = np.full(len(KINDS), -1e3, dtype=np.float32)
    weights[model.classes_], bias[model.classes_] = model.coef_, model.intercept_
    return weights, bias


def _mark(examples: Sequence[_Example]) -> str:
    told = json.dumps([(one.text, one.kind) for one in examples])
    return hashlib.sha256(f"{_VERSION}{WEIGHTS_SHA256}{told}".encode()).hexdigest()


def _plain(text: str) -> str:
    return _PLACEHOLDER.sub("they", text)
