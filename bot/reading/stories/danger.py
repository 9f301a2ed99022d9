"""Danger now, told in any words: "she won't come round", "he's stood the wrong side of the railings".

Words of danger (data/guidance/reading/facts.yml) guarantee what they name; a logistic regression over the
vectors of sentences, learnt from labelled messages (``learn_danger.py``), knows the rest. It is asked of
short messages only: what a long story comes to is told by the whole of it, and in many sentences one always
sounds like danger.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bot.reading.encoder import Array
from bot.reading.hearing import Guessed, Heard
from bot.reading.model import Status

NOW = 0.55  # chance from which a message tells of danger now; chosen on messages that it had not learnt from
SPREAD = 3.0  # of the numbers of a vector
_SAID = (Status.PRESENT, Status.DENIED)  # "she won't wake up" denies nothing, and the vector knows a denial


class DangerSense:
    """Whether a message tells of danger now. Holds no state and is safe in threads."""

    def __init__(self, learnt: Mapping[str, Array]) -> None:
        """From what ``learn_danger`` returned, or from a file that holds it."""
        self._weights, self._offset = learnt["weights"], float(learnt["offset"])

    def hears(self, heard: Heard) -> bool:
        """Whether any part that is about now tells of danger; of a story, never."""
        said = [guess.vector for part, guess in parts_of(heard) if part.status in _SAID]
        return not heard.is_story and bool(said) and self._chance(np.array(said)) >= NOW

    def _chance(self, vectors: Array) -> float:
        """The highest chance of (parts, 384)."""
        scores = SPREAD * vectors @ self._weights + self._offset
        return float(1 / (1 + np.exp(-scores.max())))


def parts_of(heard: Heard) -> tuple[Guessed, ...]:
    """Each sentence, each two together, and a statement as a whole."""
    whole = () if heard.is_story else (heard.whole,)
    return (*heard.sentences, *heard.pairs, *whole)
