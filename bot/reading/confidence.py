"""How sure to be of the best subject, calibrated on how questions fare whose answer is known."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

# How often a question is one that nobody wrote an answer to, beside those that have one; and how much
# more it weighs to answer what is out of scope.
_UNANSWERED, _OUTSIDE = 0.25, 3.0


class Signals(NamedTuple):
    """What each of several questions (rows) scores: by subject, by what is outside, and how near both are.

    ``near`` and ``near_outside`` are cosines to the nearest phrasing of each owner.
    """

    subjects: Array
    outside: Array
    near: Array
    near_outside: Array

    def of_right(self) -> Array:
        """What tells whether the best subject, or one of the two best, is right: (questions, 5)."""
        first, second, third = _best(self.subjects)
        best = self.subjects.argmax(1)
        near = self.near[np.arange(len(best)), best]
        return np.stack([first, first - second, second - third, first - self.outside.max(1), near], 1)

    def of_scope(self) -> Array:
        """What tells whether a question is in scope at all, of shape (questions, 4)."""
        gap = self.subjects.max(1) - self.outside.max(1)
        return np.stack([gap, self.outside.sum(1), self.near.max(1), self.near_outside.max(1)], 1)


class Confidence(NamedTuple):
    """Logistic curves: is the best subject right, is one of the two best, is the question in scope."""

    right: Array
    either: Array
    scope: Array

    def of(self, signals: Signals) -> tuple[Array, Array, Array]:
        """The three chances for each question."""
        rows = signals.of_right()
        return _chance(rows, self.right), _chance(rows, self.either), _chance(signals.of_scope(), self.scope)


class Trial(NamedTuple):
    """How phrasings fare that are looked up as if nobody had written them.

    ``place`` is where the right subject stands (0: first) and ``sure`` the chance given to the first;
    ``absent`` is that chance when nobody wrote the whole subject, ``outside`` for what is out of scope.
    """

    place: Array
    sure: Array
    absent: Array
    outside: Array


def calibrate(signals: Signals, subject_of: Array) -> tuple[Confidence, Trial]:
    """Learn the curves from questions whose subject is known (-1: out of scope), and try them.

    A question counts twice: with its own subject, and as if nobody had written that subject.
    """
    known = subject_of >= 0
    own = subject_of[known]
    at = np.arange(len(own)), own
    asked, outside = (Signals(*(part[which] for part in signals)) for which in (known, ~known))
    absent = Signals(_gone(asked.subjects, at), asked.outside, _gone(asked.near, at), asked.near_outside)
    every = (asked, absent, outside)
    place = (asked.subjects > asked.subjects[at][:, None]).sum(1)
    wrong = np.zeros(len(own) + int((~known).sum()), bool)
    counts = len(own), len(own), len(wrong) - len(own)
    weight = np.repeat([1.0, _UNANSWERED, _OUTSIDE], counts)
    rows = np.concatenate([one.of_right() for one in every])
    scope = np.concatenate([one.of_scope() for one in every])
    inside = np.arange(len(scope)) < 2 * len(own)
    even = np.where(inside, 1 / max(inside.sum(), 1), 1 / max((~inside).sum(), 1)) * len(inside) / 2
    right, either = (_logistic(rows, np.append(place < most, wrong), weight) for most in (1, 2))
    confidence = Confidence(right, either, _logistic(scope, inside, even))
    return confidence, Trial(place, *(confidence.of(one)[0] for one in every))


def _gone(values: Array, at: tuple[Array, Array]) -> Array:
    left = values.copy()
    left[at] = -1
    return left


def _best(values: Array) -> tuple[Array, Array, Array]:
    """The three best of each row; what is missing scores 0."""
    enough = np.hstack([values, np.zeros((len(values), 3))])
    three = np.sort(np.partition(enough, -3, axis=1)[:, -3:], axis=1)
    return three[:, 2], three[:, 1], three[:, 0]


def _chance(rows: Array, curve: Array) -> Array:
    chance: Array = 1 / (1 + np.exp(-(rows @ curve[:-1] + curve[-1])))
    return chance


def _logistic(rows: Array, truth: Array, weight: Array) -> Array:
    """Slopes, then the intercept."""
    from sklearn.linear_model import LogisticRegression

    if truth.all() or not truth.any():
        return np.append(np.zeros(rows.shape[1]), 10.0 if truth.all() else -10.0)
    model = LogisticRegression(C=10).fit(rows, truth, weight)
    return np.append(model.coef_[0], model.intercept_[0])
