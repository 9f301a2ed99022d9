"""What a text means, beside the signs: how likely each level of need is, and the nearest indicators.

Every statement and example of the content, ordinary ones included, is encoded once and kept by the hash
of its text. A text is compared with them in two ways that complement each other: by its words and
pairs of words (``wording.py``), and by how near its vector is to the examples of each level. No level
counts for more because it has more examples. Of each level, the indicator with the nearest examples is
named.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.content.load import Content
from bot.content.model import Indicator, Protective, Tier
from bot.reading import topics, wording
from bot.reading.encoder import WEIGHTS_SHA256, Array, shared
from bot.reading.identity import without_identity
from bot.reading.rules import identity_words
from bot.reading.topics import Topics
from bot.reading.vectors import MODELS, Store
from bot.reading.wording import Terms, Wording

LEVELS = 4
# Chosen on the development sets (docs/quality.md).
_SHARPNESS = np.float32(40)
_WORDS = 0.7  # how much the words count beside the nearness
_FLOOR = 1e-3
_TOPIC = 0.5  # how much the topic counts beside the pull in naming
_LEAST_PULL, _LEAST_TOPIC = 1e-9, 1e-2
_ORDINARY = "ordinary"
NEUTRAL = "ordinary_who_where_and_how_known"  # its examples, such as "I am new here", speak for no level
_VERSION = "7"
_PLACEHOLDER = re.compile(r"\[[a-z]+\]")


class Guess(NamedTuple):
    """What a text may mean. ``chances`` of the generic levels 1 to 4 sum to one.

    ``pull`` holds how much the examples of each owner (an indicator or a strength) are like the text,
    ``nearness`` the cosine to the nearest one of them, ``topics`` the chance of each topic, and ``vector``
    (384,) is the text's own.
    """

    chances: tuple[float, ...]
    pull: Array
    nearness: Array
    topics: dict[str, float]
    vector: Array


class Joined(NamedTuple):
    """A text whose vector is the mean of those of ``members``, places in a list of texts: encoding it
    again would take as long as they took, and tells topics no better (docs/quality.md)."""

    text: str
    members: tuple[int, ...]


class Named(NamedTuple):
    """An owner, and how near its nearest example is."""

    owner: str
    nearness: float


@dataclass(frozen=True)
class _Example:
    text: str
    owner: str
    level: int


class Meaning:
    """Guesses what texts mean. Holds no state and is safe in threads once built."""

    def __init__(self, content: Content, folder: Path | None = MODELS) -> None:
        """Learn from ``content``; what was learnt before is kept in ``folder`` unless None.

        The first build encodes thousands of texts. Raises WrongWeights without the encoder.
        """
        examples = list(_examples(content))
        levels = np.array([one.level for one in examples])
        self.owners = list(dict.fromkeys(one.owner for one in examples))
        place = {owner: number for number, owner in enumerate(self.owners)}
        owner_of = np.array([place[one.owner] for one in examples])
        self._starts = np.flatnonzero(np.diff(owner_of, prepend=-1))
        self._level_of_owner = levels[self._starts]
        self.topics = _topics(content)
        by_owner = np.array([self._topic_row(owner, content) for owner in self.owners], np.float32)
        self._of_topic = by_owner > 0
        said = np.array([one.owner != NEUTRAL for one in examples])
        self._says_level = said[self._starts]
        counts = np.bincount(levels[said], minlength=LEVELS)
        self._share = np.maximum(counts, 1) / len(levels)
        store = Store(folder)
        mark = _mark(examples, by_owner)
        learnt = store.read("meaning.npz", mark)
        if learnt is None:
            texts = [plain(one.text) for one in examples]
            vectors, terms = store.vectors(texts, "vectors.npz"), Terms.of(texts)
            matrix = terms.matrix(texts)
            about = topics.learn(vectors, matrix, self._of_topic[owner_of].astype(np.float32))
            by_words = wording.learn(matrix[said], levels[said].tolist())
            learnt = {**terms.arrays(), **by_words, **about, "vectors": vectors}
            store.keep("meaning.npz", mark, **learnt)
        self._vectors = learnt["vectors"]
        self._terms, self._wording, self._topics = Terms.kept(learnt), Wording(learnt), Topics(learnt)

    def _topic_row(self, owner: str, content: Content) -> list[float]:
        """A row over the topics: 2 for its own, 1 for what it raises beside; a strength is ordinary."""
        indicator = content.indicators.get(owner)
        own, *beside = indicator.topics if indicator else (_ORDINARY,)
        return [2.0 if topic == own else float(topic in beside) for topic in self.topics]

    def guess(self, texts: Sequence[str], joined: Sequence[Joined] = ()) -> list[Guess]:
        """The best guess for each text, then for each that is joined from some of them."""
        if not texts:
            return []
        vectors = shared().encode([plain(text) for text in texts])
        if joined:
            means = np.array([vectors[list(one.members)].mean(0) for one in joined])
            vectors = np.concatenate([vectors, means / np.linalg.norm(means, axis=1, keepdims=True)])
        texts = [plain(text) for text in (*texts, *(one.text for one in joined))]
        near = vectors @ self._vectors.T
        pull = np.exp(_SHARPNESS * (near - near.max(1, keepdims=True)))
        by_owner = np.add.reduceat(pull, self._starts, axis=1)
        nearest = np.maximum.reduceat(near, self._starts, axis=1)
        by_pull = np.stack(
            [
                by_owner[:, (self._level_of_owner == level) & self._says_level].sum(1)
                for level in range(LEVELS)
            ],
            1,
        )
        by_pull = by_pull / self._share
        by_pull = by_pull / by_pull.sum(1, keepdims=True) + _FLOOR
        rows = [self._terms.row(text) for text in texts]
        chances = self._wording.chances(rows) ** _WORDS * by_pull ** (1 - _WORDS)
        chances = chances / chances.sum(1, keepdims=True)
        about = self._topics.chances(vectors, rows)
        return [
            Guess(tuple(map(float, chance)), owners, close, dict(zip(self.topics, map(float, topic))), vector)
            for chance, owners, close, topic, vector in zip(chances, by_owner, nearest, about, vectors)
        ]

    def name(self, guess: Guess, allowed: NDArray[np.bool_]) -> Named | None:
        """Of the ``allowed`` owners (a mask over ``owners``) the one that the text is most like, the least
        likely of its topics counted in. None where there is none."""
        if not allowed.any():
            return None
        about = np.where(self._of_topic, np.array(list(guess.topics.values())), 1).min(1)
        scores = np.log(guess.pull + _LEAST_PULL) + _TOPIC * np.log(about + _LEAST_TOPIC)
        best = int(np.where(allowed, scores, -np.inf).argmax())
        return Named(self.owners[best], float(guess.nearness[best]))


def level_of(tier: Tier) -> int:
    """The generic level of a tier, counted from 0: child in need and child protection are both 3."""
    return min(tier.rank, LEVELS - 1)


def _examples(content: Content) -> Iterable[_Example]:
    items: list[Indicator | Protective] = [*content.indicators.values(), *content.protective.values()]
    for item in items:
        level = level_of(item.tier) if isinstance(item, Indicator) else 0
        for text in (item.statement, *content.examples(item)):
            yield _Example(text, item.id, level)


def _topics(content: Content) -> tuple[str, ...]:
    told = (topic for one in content.indicators.values() for topic in one.topics)
    return tuple(dict.fromkeys((*content.topics, *told, _ORDINARY)))


def _mark(examples: Sequence[_Example], topics_of: Array) -> str:
    rows = [(one.text, one.level, one.owner) for one in examples]
    told = json.dumps([identity_words(), rows, topics_of.tolist()])
    return hashlib.sha256(f"{_VERSION}{WEIGHTS_SHA256}{told}".encode()).hexdigest()


def plain(text: str) -> str:
    """The text as meaning sees it: without who somebody is."""
    return without_identity(_PLACEHOLDER.sub("they", text))
