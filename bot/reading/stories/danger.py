"""Danger now, told in any words: "she won't come round", "he's stood the wrong side of the railings".

Words of danger (data/guidance/reading/facts.yml) guarantee what they name; a logistic regression over the
vectors of sentences, learnt from labelled messages (``learn_danger.py``), hears what sounds like it, and that
is read once more by an encoder that is attuned to nothing else. In a long text the danger may stand in one
sentence that all the others drown: each is read by itself, and the whole counts a little.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from bot.reading.encoder import Array
from bot.reading.hearing import Guessed, Heard
from bot.reading.meaning import plain
from bot.reading.model import Status
from bot.reading.stories.attuned import Attuned, held_odds

# Logarithms of odds, chosen on messages and situations that nothing was learnt from (docs/quality.md): of the
# sound of a part from which it is read again, and of what is read from which it tells of danger; in a story a
# quarter of those of the whole counts too, and this much more is asked of a sentence without its full stop
LOUD, NOW, WHOLE, UNSTOPPED_IN_STORY = -3.0, 0.0, 0.25, 3.0
SPREAD = 3.0  # of the numbers of a vector
_END = " .…\"'”’)"
_SAID = (Status.PRESENT, Status.DENIED)  # "she won't wake up" denies nothing, and the vector knows a denial


class DangerSense:
    """Whether a message tells of danger now. Holds no state and is safe in threads."""

    def __init__(self, learnt: Mapping[str, Array], attuned: Attuned | None = None) -> None:
        """From what ``learn_danger`` returned, or from a file that holds it. Without ``attuned`` nothing is
        read again, and nothing heard in the sentences of a story: of many one always sounds a little like
        danger."""
        self._weights, self._offset = learnt["weights"], float(learnt["offset"])
        self._attuned = attuned

    def hears(self, heard: Heard) -> bool:
        """Whether any part of a message that is about now tells of danger; of a story, never."""
        return not heard.is_story and self._most(parts_of(heard), 0.0) >= NOW

    def hears_in_one(self, heard: Heard, whole: float) -> bool:
        """Whether one sentence of a story tells of danger now. ``whole``: the logarithm of the odds that all
        of it is an emergency."""
        if not heard.is_story or self._attuned is None:
            return False
        return bool(self._most(heard.sentences, UNSTOPPED_IN_STORY) >= NOW - WHOLE * whole)

    def hears_in_questions(self, asked: Iterable[Guessed], *, of_story: bool) -> bool:
        """Whether any of the questions of a message, or of a story, tells of danger now. What the rest says
        counts nothing."""
        return self._most(asked, UNSTOPPED_IN_STORY if of_story else 0.0) >= NOW

    def _most(self, parts: Iterable[Guessed], unstopped_more: float) -> float:
        """The logarithm of the odds of the part that tells of danger most. What sounds like it is read again
        as it stands and without its full stop, which has to tell so much more; nothing else counts. The only
        sentence of a message is all of it as well, and is read once."""
        scores = {
            plain(part.text): score
            for part, guess in parts
            if part.status in _SAID and (score := self.score(guess.vector)) >= LOUD
        }
        if self._attuned is None:
            return max(scores.values(), default=-np.inf)
        readings = {unstopped(text): (score, unstopped_more) for text, score in scores.items()}
        readings |= {text: (score, 0.0) for text, score in scores.items()}
        read = self._attuned.read_each(list(readings))
        told = [
            float(self._attuned.score("harms", one, held_odds(np.array([score])))[0]) - more
            for one, (score, more) in zip(read, readings.values())
        ]
        return max(told, default=-np.inf)

    def score(self, vector: Array) -> float:
        """The logarithm of the odds that a sentence with this vector tells of danger now."""
        return float(SPREAD * vector @ self._weights + self._offset)


def unstopped(text: str) -> str:
    """A sentence without its full stop. Most messages of danger that were learnt end without one and most
    calm sentences with one; who writes in whole sentences is in danger no less."""
    return text.rstrip(_END)


def parts_of(heard: Heard) -> tuple[Guessed, ...]:
    """Each sentence, each two together, and a statement as a whole."""
    whole = () if heard.is_story else (heard.whole,)
    return (*heard.sentences, *heard.pairs, *whole)
