"""How likely each tier, first route and harm is in a story: logistic regressions over its numbers.

Learnt from the labelled stories and kept beside the other models. Each story is judged with the weights
that were learnt from the others (five parts), where the harms learn from the tiers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bot.content.load import Content
from bot.content.model import Route, Tier
from bot.content.stories import STORIES_FOLDER, Story, fingerprint, read_stories
from bot.reading.encoder import Array
from bot.reading.hearing import Heard
from bot.reading.model import Mention
from bot.reading.stories.features import features
from bot.reading.stories.harms import harm_features
from bot.reading.stories.listening import Ear, hear_all
from bot.reading.stories.sound import sound_of
from bot.reading.vectors import Store

_VERSION = "1"
_PARTS = 5
_LOOSE = 0.1  # more lets the weights grow
_SLOPE = 0.5  # of each harm's own slope beside the common one
_ROUNDS = 400


class Likely(NamedTuple):
    """Chances: of the tiers and first routes in the order of ``Tier`` and ``Route``, and of each harm."""

    tiers: Array
    routes: Array
    harms: dict[str, float]


class Weights:
    """What was learnt. Holds no state and is safe in threads."""

    def __init__(self, learnt: dict[str, Array], content: Content) -> None:
        """From what ``learn`` returned, or from a file that holds it."""
        self._learnt = learnt
        self._content = content
        self._harms = tuple(learnt["harms"].tolist())

    def likely(self, heard: Heard, found: Sequence[Mention]) -> Likely:
        """How likely each tier, first route and harm is."""
        sound = sound_of(heard)
        numbers = features(sound, found, self._content)
        tiers, routes = (_chances(self._learnt, name, numbers[None])[0] for name in ("tiers", "routes"))
        pairs = harm_features(sound, found, tiers, self._harms, self._content)
        return Likely(tiers, routes, dict(zip(self._harms, map(float, _harm_chances(self._learnt, pairs)))))


def kept_weights(
    content: Content, ear: Ear, store: Store, folder: Path = STORIES_FOLDER, *, fresh: bool = False
) -> Weights:
    """The weights learnt from the stories of ``folder`` before, or learnt now and kept in ``store``.

    Those that were kept serve until the stories or the topics change; ``fresh`` learns them again, as signs
    and examples may have. Raises ContentError where a story is no good.
    """
    topics = [(key, topic.flag) for key, topic in content.topics.items()]  # numbers stand in their order
    mark = hashlib.sha256(f"{_VERSION}{fingerprint(folder)}{topics}".encode()).hexdigest()
    learnt = None if fresh else store.read("stories.npz", mark)
    if learnt is None:
        learnt = learn(read_stories(folder), ear, content)
        store.keep("stories.npz", mark, **learnt)
    return Weights(learnt, content)


def learn(stories: Sequence[Story], ear: Ear, content: Content) -> dict[str, Array]:
    """Learn from stories as ``ear`` hears them. The arrays returned hold no pickle. Takes two minutes."""
    told = hear_all(stories, ear)
    harms = tuple(key for key, topic in content.topics.items() if topic.flag)
    rows = np.array([features(sound, found, content) for _, sound, found in told])
    tier_of = np.array([story.tier.rank for story, _, _ in told])
    route_of = np.array([list(Route).index(story.route) for story, _, _ in told])
    learnt: dict[str, Array] = {"harms": np.array(harms)}
    learnt |= _several("tiers", rows, tier_of, len(Tier)) | _several("routes", rows, route_of, len(Route))
    tiers = _as_if_unseen(rows, tier_of)
    pairs = np.array(
        [
            harm_features(sound, found, chance, harms, content)
            for (_, sound, found), chance in zip(told, tiers)
        ]
    )
    raised = np.array([[harm in story.harms for harm in harms] for story, _, _ in told])
    return learnt | _one_for_all(pairs, raised)


def _as_if_unseen(rows: Array, labels: Array) -> Array:
    """(stories, tiers): the chances of each story's tier by weights learnt without it."""
    chances = np.zeros((len(rows), len(Tier)), np.float32)
    part = np.arange(len(rows)) % _PARTS
    for one in range(_PARTS):
        learnt = _several("tiers", rows[part != one], labels[part != one], len(Tier))
        chances[part == one] = _chances(learnt, "tiers", rows[part == one])
    return chances


def _several(name: str, rows: Array, labels: Array, many: int) -> dict[str, Array]:
    """Weights for ``many`` labels of which one is right; one that no row has gets no chance."""
    model = _logistic(rows - rows.mean(0), labels)
    pull, start = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # of two, only the pull towards the second is learnt
        pull, start = np.stack([-pull[0], pull[0]]) / 2, np.array([-start[0], start[0]]) / 2
    weights = np.zeros((rows.shape[1], many), np.float32)
    offset = np.full(many, -np.inf, np.float32)
    weights[:, model.classes_], offset[model.classes_] = pull.T, start
    offset -= rows.mean(0) @ weights
    return {name: weights, f"{name}_offset": offset}


def _chances(learnt: dict[str, Array], name: str, rows: Array) -> Array:
    scores = rows @ learnt[name] + learnt[f"{name}_offset"]
    pulls = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(pulls / pulls.sum(1, keepdims=True))


def _one_for_all(pairs: Array, raised: Array) -> dict[str, Array]:
    """Weights for (stories, harms, features) pairs, the same for every harm, and each harm's own."""
    flat = pairs.reshape(-1, pairs.shape[2])
    learnt = {"pair_mean": flat.mean(0), "pair_spread": flat.std(0) + 1e-6}
    model = _logistic(np.concatenate([_spread(learnt, one) for one in pairs]), raised.ravel())
    return learnt | {"pair": model.coef_[0].astype(np.float32), "pair_offset": model.intercept_}


def _harm_chances(learnt: dict[str, Array], pairs: Array) -> Array:
    scores = _spread(learnt, pairs) @ learnt["pair"] + learnt["pair_offset"]
    return np.asarray(1 / (1 + np.exp(-scores)))


def _spread(learnt: dict[str, Array], pairs: Array) -> Array:
    """(harms, features + 2 harms): spread alike, with a place and a slope for each harm."""
    alike = (pairs - learnt["pair_mean"]) / learnt["pair_spread"]
    own = np.eye(len(pairs), dtype=np.float32)
    return np.concatenate([alike, own, _SLOPE * own * alike[:, :1]], 1)


def _logistic(rows: Array, labels: Array) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=_LOOSE, max_iter=_ROUNDS).fit(rows, labels)
