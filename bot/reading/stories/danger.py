"""Danger now, told in any words: "she won't come round", "he's stood the wrong side of the railings".

Words of danger (data/guidance/reading/facts.yml) guarantee what they name; a logistic regression over the
vectors of sentences, learnt from labelled messages, knows the rest. It is asked of short messages only: what
a long story comes to is told by the whole of it, and in many sentences one always sounds like danger.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np

from bot.content.stories import Message
from bot.reading.encoder import Array
from bot.reading.hearing import Guessed, Heard
from bot.reading.model import Mention, Status
from bot.reading.side_by_side import side_by_side

NOW = 0.6  # chance from which a message tells of danger now; chosen on messages that it had not learnt from
_SPREAD, _LOOSE, _ROUNDS = 3.0, 2.0, 3000
_SHARED = 0.6  # of the words of a part, from which it is the part that tells of danger
_MANY = 200
_SAID = (Status.PRESENT, Status.DENIED)  # "she won't wake up" denies nothing, and the vector knows a denial

Ear = Callable[[str], "tuple[Heard | None, tuple[Mention, ...]]"]


class DangerSense:
    """Whether a message tells of danger now. Holds no state and is safe in threads."""

    def __init__(self, learnt: Mapping[str, Array]) -> None:
        """From what ``learn_danger`` returned, or from a file that holds it."""
        self._weights, self._offset = learnt["weights"], float(learnt["offset"])

    def hears(self, heard: Heard) -> bool:
        """Whether any part that is about now tells of danger; of a story, never."""
        said = [guess.vector for part, guess in _parts(heard) if part.status in _SAID]
        return not heard.is_story and bool(said) and self._chance(np.array(said)) >= NOW

    def _chance(self, vectors: Array) -> float:
        """The highest chance of (parts, 384)."""
        scores = _SPREAD * vectors @ self._weights + self._offset
        return float(1 / (1 + np.exp(-scores.max())))


def learn_danger(messages: Sequence[Message], ear: Ear, calm: Array) -> dict[str, Array]:
    """Weights of a sentence's vector and their offset, from labelled ``messages`` and from the vectors of
    statements in which nobody is in danger, ``calm`` (statements, 384)."""
    from sklearn.linear_model import LogisticRegression

    with side_by_side(partial(_rows, ear), messages, _MANY) as heard:
        told = [(message.danger, vectors) for message, vectors in zip(messages, heard) if len(vectors)]
    rows = np.concatenate([*(vectors for _, vectors in told), calm])
    right = [is_danger for is_danger, vectors in told for _ in vectors] + [False] * len(calm)
    counts = [1 / len(vectors) for _, vectors in told for _ in vectors] + [1.0] * len(calm)
    model = LogisticRegression(C=_LOOSE, max_iter=_ROUNDS).fit(_SPREAD * rows, right, sample_weight=counts)
    return {"weights": model.coef_[0].astype(np.float32), "offset": model.intercept_}


def _rows(ear: Ear, message: Message) -> Array:
    """(parts, 384): the vectors of the parts that say what the message is labelled as."""
    heard, _ = ear(message.text)
    parts = () if heard is None else _parts(heard)
    told = [guess.vector for part, guess in parts if not message.danger or _shares(part.text, message.where)]
    return np.array(told)


def _parts(heard: Heard) -> tuple[Guessed, ...]:
    whole = () if heard.is_story else (heard.whole,)
    return (*heard.sentences, *heard.pairs, *whole)


def _shares(part: str, where: str) -> bool:
    """Whether most words of the shorter stand in the other."""
    words, told = set(part.lower().split()), set(where.lower().split())
    return len(words & told) >= _SHARED * min(len(words), len(told))
