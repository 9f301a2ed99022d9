"""Danger now, told in any words: "she won't come round", "he's stood the wrong side of the railings".

Words of danger (data/guidance/reading/facts.yml) guarantee what they name; a logistic regression over the
vectors of sentences, learnt from labelled messages (``learn_danger.py``), knows the rest. A short message is
believed. In a long text one sentence of many always sounds a little like danger, and the danger may stand
in one that all the others drown: there, what sounds like it is read once more by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from bot.reading.encoder import Array
from bot.reading.hearing import Guessed, Heard
from bot.reading.model import Status
from bot.reading.stories.likely import each

NOW = 0.55  # chance from which a message tells of danger now; chosen on messages that it had not learnt from
# logarithms of odds: of the sound of a sentence from which it is read alone, and of all together from which
# it is danger, the whole counted a quarter; chosen on situations nothing was learnt from (docs/quality.md)
LOUD, NOW_IN_STORY, WHOLE = -1.5, 2.0, 0.25
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
        return not heard.is_story and bool(said) and float(each(self._scores(np.array(said)).max())) >= NOW

    def hears_in_one(self, heard: Heard, whole: float, alone: Callable[[int], float]) -> bool:
        """Whether one sentence of a story tells of danger now. ``whole`` and ``alone``: the logarithms of the
        odds that all of it, and that the sentence at a place read by itself, is an emergency."""
        least = NOW_IN_STORY - WHOLE * whole
        return any(loud + alone(place) >= least for place, loud in self._loud(heard))

    def _loud(self, heard: Heard) -> Iterator[tuple[int, float]]:
        """The sentences that sound like danger: where each begins, and how much it does."""
        for part, guess in heard.sentences if heard.is_story else ():
            score = float(self._scores(guess.vector))
            if part.status in _SAID and score >= LOUD:
                yield part.start, score

    def _scores(self, vectors: Array) -> Array:
        """(...,): the logarithms of the odds of (..., 384)."""
        return np.asarray(SPREAD * vectors @ self._weights + self._offset)


def parts_of(heard: Heard) -> tuple[Guessed, ...]:
    """Each sentence, each two together, and a statement as a whole."""
    whole = () if heard.is_story else (heard.whole,)
    return (*heard.sentences, *heard.pairs, *whole)
