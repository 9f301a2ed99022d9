"""A question → the subjects that it most likely asks about, and how sure that is.

Learnt from the phrasings of content, by what the sentence encoder makes of them and by their words. What
is out of scope competes with what is known. Everything is kept by what it was learnt from, so that a
second start is quick.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from bot.content.derived import kept
from bot.content.load import Content
from bot.reading.confidence import Confidence, Signals, Trial, calibrate
from bot.reading.encoder import WEIGHTS_SHA256, Array, shared
from bot.reading.keywords import Keywords, count
from bot.reading.places import without_areas
from bot.reading.redact import redact
from bot.reading.ridge import Ridge, fit
from bot.reading.rules import load_rules
from bot.reading.terms import Terms, glossary_equals
from bot.reading.vectors import MODELS, Store

_VERSION = "13"
_VECTORS, _LEARNT = "questions.npz", "answers.npz"
# Chosen by leaving out one phrasing at a time, over all phrasings of the content. Likeness falls off with
# the angle between vectors; a linear one finds a tenth fewer.
_SHARPNESS, _WORDS, _STRENGTH = 2.0, 0.1, 0.1
# What keywords and the nearest sentence of an answer add to the regression's scores, chosen the same way.
_KEYWORDS, _ANSWER = 0.3, 0.2
_SENTENCE_END = re.compile(r"(?<=[.?!;])\s+")
_SHORTEST = 4  # words of a sentence that says something by itself
_BLANKED = re.compile(r"\[([a-z]+)\]")
_BLANKED_AS = {"name": "this child", "phone": "this number", "email": "this address"}
_FILLED = re.compile(r"\{([a-z_]+)(?::[a-z0-9_]+)?\}")


class Guess(NamedTuple):
    """A subject and its score; near 1 is sure."""

    subject: str
    score: float


class Ranking(NamedTuple):
    """Subjects, best first, the chance that the best one is right and that one of the two best is; the
    nearest of what is out of scope and its cosine, and the chance that the question is in scope at all."""

    subjects: tuple[Guess, ...]
    confidence: float
    either: float
    outside: str
    outside_likeness: float
    in_scope: float


class _Row(NamedTuple):
    text: str
    owner: str
    outside: bool
    asked: bool


class Finder:
    """Ranks the subjects of ``content``. Holds no state and is safe in threads once built."""

    def __init__(self, content: Content, folder: Path | None = MODELS, *, keep: bool = False) -> None:
        """Learn from ``content``, using what was kept in ``folder``; ``make train`` keeps it there.

        Encodes every phrasing that was not encoded before. Raises WrongWeights without the encoder.
        """
        self._content = content
        rows = list(_rows(content))
        clean = [row.text for row in rows if not row.asked] + [one.ask for one in content.families.values()]
        equals = [*load_rules().equals, *glossary_equals(content)]
        self._terms = Terms(clean, equals)
        self.subjects = tuple(dict.fromkeys(row.owner for row in rows if not row.outside))
        self._outside = tuple(dict.fromkeys(row.owner for row in rows if row.outside))
        number = {owner: place for place, owner in enumerate((*self.subjects, *self._outside))}
        self._owner_of = np.array([number[row.owner] for row in rows])
        self._starts = np.flatnonzero(np.diff(self._owner_of, prepend=-1))
        self._asked = np.array([row.asked for row in rows])
        store = Store(folder, keep=keep)
        mark = _mark(rows, equals, [area.name for area in content.partnerships.values()])
        learnt = store.read(_LEARNT, mark)
        if learnt is None:
            learnt = self._learn(rows, store)
            store.keep(_LEARNT, mark, **learnt)
        self._vectors, self._weights = learnt["vectors"], learnt["term_weights"]
        self._places = {term: place for place, term in enumerate(learnt["terms"].tolist())}
        self._ridge = Ridge(learnt["weights"], learnt["offset"])
        self._by_word = learnt["by_word"]
        self._keywords = Keywords(learnt["said"], learnt["telling"])
        self._confidence = Confidence(learnt["right"], learnt["either"], learnt["scope"])
        self.trial = Trial(*(learnt[name] for name in Trial._fields))

    def rank(self, question: str, favour: Mapping[str, float] = MappingProxyType({})) -> Ranking:
        """The subjects that ``question`` may be about. ``favour`` is added to the scores of subjects."""
        signals = self.signals([question])
        signals.subjects[0] += [favour.get(subject, 0.0) for subject in self.subjects]
        (right,), (either,), (scope,) = self._confidence.of(signals)
        scores = signals.subjects[0]
        order = np.argsort(-scores)
        return Ranking(
            tuple(Guess(self.subjects[place], float(scores[place])) for place in order),
            float(right),
            float(either),
            self._outside[int(signals.outside[0].argmax())],
            float(signals.near_outside.max()),
            float(scope),
        )

    def signals(self, questions: Sequence[str]) -> Signals:
        """What each question scores, by subject and by what is out of scope."""
        texts = [self._plain(question) for question in questions]
        near = shared().encode(texts) @ self._vectors.T
        held = self._held([self._terms.of(text) for text in texts])
        learnt = _falling_off(near) @ self._ridge.weights + held @ self._by_word + self._ridge.offset
        return self._signals(learnt, self._keywords.scores(_has(held)), near)

    def terms(self, text: str) -> frozenset[str]:
        """What keyword search knows of a text."""
        return self._terms.of(self._plain(text))

    def likeness(self, question: str, vectors: Array) -> Array:
        """Cosine of a question to each of ``vectors``."""
        found: Array = vectors @ shared().encode([self._plain(question)])[0]
        return found

    def _learn(self, rows: Sequence[_Row], store: Store) -> dict[str, Array]:
        # as questions reach it: with names of people blanked out
        texts = [self._plain(redact(row.text) if row.asked else row.text) for row in rows]
        vectors, asked = store.vectors(texts, _VECTORS), self._asked
        words = [self._terms.of(text) for text in texts]
        self._places, self._weights = _weights(words)
        held = self._held(words)
        near = vectors @ vectors.T
        ridge, left_out = fit(_falling_off(near) + _products(held), self._owner_of, _STRENGTH)
        np.fill_diagonal(near, -1)
        keywords, by_keyword = count(_has(held), self._owner_of)
        signals = self._signals(left_out[asked], by_keyword[asked], near[asked])
        own = self._owner_of[asked]
        confidence, trial = calibrate(signals, np.where(own < len(self.subjects), own, -1))
        return {
            **ridge._asdict(),
            **confidence._asdict(),
            **trial._asdict(),
            **keywords._asdict(),
            "by_word": held.T @ ridge.weights,
            "vectors": vectors,
            "terms": np.array(list(self._places)),
            "term_weights": self._weights,
        }

    def _signals(self, learnt: Array, by_keyword: Array, near: Array) -> Signals:
        """``learnt`` and ``by_keyword`` by owner, ``near`` (cosines) by text; questions are rows."""
        nearest = np.maximum.reduceat(near, self._starts, axis=1)
        answer = np.maximum.reduceat(np.where(self._asked, -1, near), self._starts, axis=1)
        scores = learnt + _KEYWORDS * by_keyword + _ANSWER * answer
        known = len(self.subjects)
        return Signals(scores[:, :known], scores[:, known:], nearest[:, :known], nearest[:, known:])

    def _held(self, words: Sequence[frozenset[str]]) -> Array:
        """Which terms texts hold, by how telling they are, as rows of one length."""
        held = np.zeros((len(words), len(self._places)), dtype=np.float32)
        for row, terms in zip(held, words):
            for term in terms & self._places.keys():
                row[self._places[term]] = self._weights[self._places[term]]
        held *= math.sqrt(_WORDS) / np.maximum(np.linalg.norm(held, axis=1, keepdims=True), 1e-9)
        return held

    def _plain(self, text: str) -> str:
        """A text as it is compared: no area, no placeholder, abbreviations written out."""
        text = _FILLED.sub(lambda found: f"the {found[1].replace('_', ' ')}", text)
        text = _BLANKED.sub(lambda found: _BLANKED_AS.get(found[1], f"this {found[1]}"), text)
        text = without_areas(text, self._content)
        return self._terms.written_out(text)


@kept(4)
def finder_of(content: Content) -> Finder:
    """The finder of this content, built once."""
    return Finder(content)


def _rows(content: Content) -> Iterator[_Row]:
    """Every text to learn from; those of one owner stand together."""
    subjects = dict.fromkeys(family.subject for family in content.families.values())
    for subject in subjects:
        yield _Row(subject.replace("_", " "), subject, False, False)
        for family in content.families.values():
            if family.subject == subject:
                yield from (_Row(text, subject, False, True) for text in (family.ask, *family.phrasings))
                yield from (_Row(text, subject, False, False) for text in _sentences(family.answer))
    for outside in content.out_of_scope.values():
        yield from (_Row(text, outside.id, True, True) for text in outside.phrasings)


def _sentences(answer: str) -> list[str]:
    """The sentences of an answer, each of which a question may ask for."""
    parts = _SENTENCE_END.split(answer)
    return [part for part in parts if len(part.split()) >= _SHORTEST] or [answer]


def _products(rows: Array) -> Array:
    """The product of each row with each; most of their numbers are 0."""
    from scipy.sparse import csr_matrix

    held = csr_matrix(rows)
    products: Array = (held @ held.T).toarray()
    return products


def _has(held: Array) -> Array:
    """1 where a text holds a term, otherwise 0."""
    found: Array = (held > 0).astype(np.float32)
    return found


def _falling_off(cosines: Array) -> Array:
    """Likeness from 0 to 1: a Gaussian of the distance between unit vectors."""
    likeness: Array = np.exp(np.float32(_SHARPNESS) * (cosines - 1))
    return likeness


def _weights(words: Sequence[frozenset[str]]) -> tuple[dict[str, int], Array]:
    """Each term's place, and how telling it is."""
    uses = Counter(term for terms in words for term in terms)
    weights = [math.log((1 + len(words)) / (1 + times)) for times in uses.values()]
    return {term: place for place, term in enumerate(uses)}, np.array(weights, dtype=np.float32)


def _mark(*learnt_from: object) -> str:
    told = json.dumps(learnt_from)
    settings = f"{_VERSION}{WEIGHTS_SHA256}{_SHARPNESS} {_WORDS} {_STRENGTH} {_KEYWORDS} {_ANSWER}"
    return hashlib.sha256(f"{settings}{told}".encode()).hexdigest()
