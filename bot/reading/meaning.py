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

from bot.content.load import Content
from bot.content.model import Indicator, Protective, Tier
from bot.reading import wording
from bot.reading.encoder import WEIGHTS_SHA256, shared
from bot.reading.identity import without_identity
from bot.reading.rules import identity_words
from bot.reading.vectors import MODELS, Store
from bot.reading.wording import Wording

LEVELS = 4
# Chosen on the development sets (docs/quality.md).
_SHARPNESS = np.float32(40)
_WORDS = 0.7  # how much the words count beside the nearness
_FLOOR = 1e-3
_VERSION = "4"
_PLACEHOLDER = re.compile(r"\[[a-z]+\]")


class Guess(NamedTuple):
    """What a text may mean. ``chances`` of the generic levels 1 to 4 sum to one.

    ``owners`` holds for each level the indicator or strength with the nearest examples, and
    ``nearness`` the cosine to the nearest one of them; ``steady`` is the nearest indicator of the
    highest level that is no red flag.
    """

    chances: tuple[float, ...]
    owners: tuple[str, ...]
    nearness: tuple[float, ...]
    steady: str


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
        self._owners = list(dict.fromkeys(one.owner for one in examples))
        place = {owner: number for number, owner in enumerate(self._owners)}
        owner_of = np.array([place[one.owner] for one in examples])
        self._starts = np.flatnonzero(np.diff(owner_of, prepend=-1))
        self._level_of_owner = levels[self._starts]
        flags = {key for key, one in content.indicators.items() if one.red_flag}
        self._is_steady = np.array([owner not in flags for owner in self._owners])
        counts = np.bincount(levels, minlength=LEVELS)
        self._share = np.maximum(counts, 1) / len(levels)
        store = Store(folder)
        mark = _mark(examples)
        learnt = store.read("meaning.npz", mark)
        if learnt is None:
            texts = [_plain(one.text) for one in examples]
            learnt = {**wording.learn(texts, levels.tolist()), "vectors": store.vectors(texts, "vectors.npz")}
            store.keep("meaning.npz", mark, **learnt)
        self._vectors = learnt["vectors"]
        self._wording = Wording(learnt)

    def guess(self, texts: Sequence[str]) -> list[Guess]:
        """The best guess for each text."""
        if not texts:
            return []
        texts = [_plain(text) for text in texts]
        near = shared().encode(texts) @ self._vectors.T
        pull = np.exp(_SHARPNESS * (near - near.max(1, keepdims=True)))
        by_owner = np.add.reduceat(pull, self._starts, axis=1)
        nearest = np.maximum.reduceat(near, self._starts, axis=1)
        by_pull = np.stack([by_owner[:, self._level_of_owner == level].sum(1) for level in range(LEVELS)], 1)
        by_pull = by_pull / self._share
        by_pull = by_pull / by_pull.sum(1, keepdims=True) + _FLOOR
        chances = self._wording.chances(texts) ** _WORDS * by_pull ** (1 - _WORDS)
        chances = chances / chances.sum(1, keepdims=True)
        best = [np.where(self._level_of_owner == level, by_owner, -1).argmax(1) for level in range(LEVELS)]
        steady = np.where((self._level_of_owner == LEVELS - 1) & self._is_steady, by_owner, -1).argmax(1)
        return [
            Guess(
                tuple(map(float, chances[row])),
                tuple(self._owners[of_level[row]] for of_level in best),
                tuple(float(nearest[row, of_level[row]]) for of_level in best),
                self._owners[steady[row]],
            )
            for row in range(len(texts))
        ]


def level_of(tier: Tier) -> int:
    """The generic level of a tier, counted from 0: child in need and child protection are both 3."""
    return min(tier.rank, LEVELS - 1)


def _examples(content: Content) -> Iterable[_Example]:
    items: list[Indicator | Protective] = [*content.indicators.values(), *content.protective.values()]
    for item in items:
        level = level_of(item.tier) if isinstance(item, Indicator) else 0
        for text in (item.statement, *content.examples(item)):
            yield _Example(text, item.id, level)


def _mark(examples: Sequence[_Example]) -> str:
    told = json.dumps([identity_words(), [(one.text, one.level) for one in examples]])
    return hashlib.sha256(f"{_VERSION}{WEIGHTS_SHA256}{told}".encode()).hexdigest()


def _plain(text: str) -> str:
    return without_identity(_PLACEHOLDER.sub("they", text))
