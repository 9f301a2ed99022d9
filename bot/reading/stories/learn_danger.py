"""Learn from labelled messages what danger now sounds like, and attune the encoder to hear it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import partial

import numpy as np

from bot.content.stories import Message
from bot.reading.encoder import Array, Encoder
from bot.reading.hearing import Guessed, Heard
from bot.reading.meaning import plain
from bot.reading.side_by_side import side_by_side
from bot.reading.stories.attune import attune
from bot.reading.stories.attuned import Scores, held_odds
from bot.reading.stories.danger import SPREAD, DangerSense, parts_of
from bot.reading.stories.listening import Ear
from bot.reading.stretches import FEWEST_WORDS

_LOOSE, _ROUNDS = 2.0, 3000
_SHARED = 0.6  # of the words of a part, from which it is the part that tells of danger
_MANY = 200
# sentences of texts in which nobody is in danger: how many are looked at, and of those how many that sound
# most like it and how many others are learnt
_LOOKED_AT, _LOUDEST, _OTHERS = 16000, 3500, 2500
_ATTUNING = 3  # rounds
_SEED = 1
_WORD = re.compile(r"[\w']+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


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


def attune_danger(
    messages: Sequence[Message],
    ear: Ear,
    others: Sequence[str],
    sense: DangerSense,
    encoder: Encoder,
    start: Mapping[str, Array],
) -> dict[str, Array]:
    """What reads a sentence once more, by itself: learnt from the sentences of ``messages`` and from those of
    ``others``, texts in which nobody is in danger, to mend what ``sense`` says. Goes on from ``start``: what
    was learnt so before, or else what changes the encoder for stories, from where it once ended in reading
    all texts alike. Takes a quarter of an hour. Raises LearntNothing.

    What ``sense`` says of these messages it has learnt from themselves; it has 384 numbers for all of them.
    """
    with side_by_side(partial(_sentences, ear), messages, _MANY) as heard:
        told = [one for some in heard for one in some]
    told += [(text, False, vector) for text, vector in _calm(others, sense, encoder)]
    before = held_odds(np.array([sense.score(vector) for _, _, vector in told], np.float32)[:, None])
    right = np.array([[is_danger] for _, is_danger, _ in told], np.float32)
    nothing = np.zeros_like(before)  # of a tier and of a first route
    found = attune(
        encoder,
        [text for text, _, _ in told],
        Scores(nothing, nothing, right),
        Scores(nothing, nothing, before),
        start,
        _ATTUNING,
    )
    return {name: of for name, of in found.items() if not name.startswith(("tiers", "routes"))}


def _sentences(ear: Ear, message: Message) -> list[tuple[str, bool, Array]]:
    """What each sentence says, whether it tells of danger now, and its vector. Of a short message in danger
    only what tells of it is known to."""
    heard, _ = ear(message.text)
    if heard is None:
        return []
    found = []
    for part, guess in _whole_and_sentences(heard):
        is_all = part is heard.whole[0] and not heard.is_story
        is_danger = message.danger and (is_all or _shares(part.text, message.where))
        if is_danger or not message.danger or heard.is_story:
            found.append((plain(part.text), is_danger, guess.vector))
    return found


def _whole_and_sentences(heard: Heard) -> Iterator[Guessed]:
    yield from heard.sentences
    if not heard.is_story and len(heard.sentences) > 1:
        yield heard.whole


def _calm(texts: Sequence[str], sense: DangerSense, encoder: Encoder) -> Iterator[tuple[str, Array]]:
    """Sentences of texts in which nobody is in danger: those that sound most like it, and some others."""
    draw = np.random.default_rng(_SEED)
    every = [one for text in texts for one in _SENTENCE.split(text) if len(one.split()) >= FEWEST_WORDS]
    some = [every[at] for at in draw.permutation(len(every))[:_LOOKED_AT]]
    vectors = encoder.encode(some)
    loudest_first = np.argsort([-sense.score(one) for one in vectors])
    loudest, rest = np.split(loudest_first, [_LOUDEST])
    for at in (*loudest, *rest[draw.permutation(len(rest))[:_OTHERS]]):
        yield some[at], vectors[at]


def _shares(part: str, where: str) -> bool:
    """Whether most words of the shorter stand in the other, in a row."""
    words, told = (_WORD.findall(one.lower()) for one in (part, where))
    row = SequenceMatcher(None, words, told, autojunk=False).find_longest_match()
    return row.size >= max(1, _SHARED * min(len(words), len(told)))
