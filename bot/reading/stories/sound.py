"""What a story sounds like: the guesses for its sentences as arrays, those that are not so apart."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bot.reading.encoder import Array
from bot.reading.hearing import Heard
from bot.reading.meaning import Guess, plain
from bot.reading.model import Status

_LEAST_CHANCE = 1e-3


class Sound(NamedTuple):
    """``levels`` (sentences, 4) and ``topics`` (sentences, topics) are chances in each sentence that says
    what is so; ``gone`` (topics,) the highest in the others; ``vector`` (384,) the mean of all; ``words`` are
    all of it without who somebody is."""

    names: tuple[str, ...]
    whole_levels: Array
    whole_topics: Array
    levels: Array
    topics: Array
    gone: Array
    vector: Array
    words: str


def sound_of(heard: Heard) -> Sound:
    """The arrays of what was heard. Where no sentence says what is so, all of them count."""
    so = [guess for one, guess in heard.sentences if one.status is Status.PRESENT]
    gone = [guess for one, guess in heard.sentences if one.status is not Status.PRESENT] if so else []
    so = so or [guess for _, guess in heard.sentences]
    whole = heard.whole[1]
    vector = np.mean([guess.vector for _, guess in heard.sentences], 0)
    return Sound(
        names=tuple(whole.topics),
        whole_levels=np.array(whole.chances),
        whole_topics=_topics(whole),
        levels=np.array([guess.chances for guess in so]),
        topics=np.array([_topics(guess) for guess in so]),
        gone=np.max([_topics(one) for one in gone], 0) if gone else 0 * _topics(whole),
        vector=vector / np.linalg.norm(vector),
        words=plain(heard.words),
    )


def odds(chances: Array | float) -> Array:
    """The logarithm of the odds, of chances neither very low nor very high."""
    held = np.clip(chances, _LEAST_CHANCE, 1 - _LEAST_CHANCE)
    return np.asarray(np.log(held / (1 - held)))


def _topics(guess: Guess) -> Array:
    return np.array(list(guess.topics.values()))
