"""Learn from labelled messages what danger now sounds like."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from bot.content.stories import Message
from bot.reading.encoder import Array
from bot.reading.side_by_side import side_by_side
from bot.reading.stories.danger import SPREAD, parts_of
from bot.reading.stories.listening import Ear

_LOOSE, _ROUNDS = 2.0, 3000
_SHARED = 0.6  # of the words of a part, from which it is the part that tells of danger
_MANY = 200


def learn_danger(messages: Sequence[Message], ear: Ear, calm: Array) -> dict[str, Array]:
    """Weights of a sentence's vector and their offset, from labelled ``messages`` and from the vectors of
    statements in which nobody is in danger, ``calm`` (statements, 384)."""
    from sklearn.linear_model import LogisticRegression

    with side_by_side(partial(_rows, ear), messages, _MANY) as heard:
        told = [(message.danger, vectors) for message, vectors in zip(messages, heard) if len(vectors)]
    rows = np.concatenate([*(vectors for _, vectors in told), calm])
    right = [is_danger for is_danger, vectors in told for _ in vectors] + [False] * len(calm)
    counts = [1 / len(vectors) for _, vectors in told for _ in vectors] + [1.0] * len(calm)
    model = LogisticRegression(C=_LOOSE, max_iter=_ROUNDS).fit(SPREAD * rows, right, sample_weight=counts)
    return {"weights": model.coef_[0].astype(np.float32), "offset": model.intercept_}


def _rows(ear: Ear, message: Message) -> Array:
    """(parts, 384): the vectors of the parts that say what the message is labelled as."""
    heard, _ = ear(message.text)
    parts = () if heard is None else parts_of(heard)
    told = [guess.vector for part, guess in parts if not message.danger or _shares(part.text, message.where)]
    return np.array(told)


def _shares(part: str, where: str) -> bool:
    """Whether most words of the shorter stand in the other."""
    words, told = set(part.lower().split()), set(where.lower().split())
    return len(words & told) >= _SHARED * min(len(words), len(told))
