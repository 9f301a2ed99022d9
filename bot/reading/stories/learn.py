"""``make stories``: learn what the labelled stories teach, and keep it beside them. Takes over an hour.

Each story is judged with the weights that were learnt from the others (five parts), where the harms learn
from the tiers and from the words, and where the encoder is attuned to mend what they say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bot.content.load import Content, load
from bot.content.model import Route, Tier
from bot.content.stories import (
    STORIES_FOLDER,
    Message,
    Story,
    fingerprint,
    read_messages,
    read_stories,
)
from bot.reading.encoder import Array, Encoder, shared
from bot.reading.meaning import Meaning
from bot.reading.reader import Reader
from bot.reading.stories.attune import attune, labels_of
from bot.reading.stories.attuned import Scores, held
from bot.reading.stories.danger import DangerSense
from bot.reading.stories.features import features
from bot.reading.stories.harms import harm_features
from bot.reading.stories.learn_danger import attune_danger, learn_danger
from bot.reading.stories.likely import each, one_of
from bot.reading.stories.listening import Ear, Told, hear_all
from bot.reading.stories.weights import (
    ATTUNED,
    DANGER,
    STATEMENTS,
    STORIES,
    WEIGHTS_FILE,
    WORD,
    kept_attuned,
    spread,
    topics_of,
)
from bot.reading.wording import Terms

_MOST_TERMS = 6000
_PARTS = 5
_LOOSE, _LOOSE_WORDS = 0.03, 0.06  # more lets the weights grow
_ROUNDS = 400
_FEWEST = 8  # stories of a harm from which its words are learnt
_EXACT = ("weights", "pair", "pair_mean", "pair_spread")  # few numbers, kept as they are
_ROUTES = list(Route)
_NEVER = 1e-9


class _Lesson(NamedTuple):
    """What was learnt by its name, and the scores of each text by what the others taught."""

    learnt: dict[str, Array]
    unseen: Scores


def learn(
    stories: Sequence[Story],
    ear: Ear,
    content: Content,
    encoder: Encoder | None = None,
    start: Mapping[str, Array] | None = None,
    messages: Sequence[Message] = (),
    start_of_danger: Mapping[str, Array] | None = None,
) -> dict[str, Array]:
    """Learn from stories as ``ear`` hears them, whole ones and statements apart; with an ``encoder``, attune
    it to all of them, going on from ``start``; and from ``messages`` what danger now sounds like, going on
    from ``start_of_danger``.

    Whole stories are learnt from all that say a first route, statements from all that are as short as one.
    The arrays returned hold no pickle.
    """
    told = hear_all(stories, ear)
    harms = harms_of(content)
    learnt = {"topics": np.array(topics_of(content))}
    unseen = Scores(
        *(np.zeros((len(told), many), np.float32) for many in (len(Tier), len(Route), len(harms)))
    )
    heard = np.zeros(len(told), bool)
    for kind in (STORIES, STATEMENTS):
        is_story = kind == STORIES
        places = np.array(
            [at for at, one in enumerate(told) if (one.story.route if is_story else not one.is_long)], int
        )
        if not len(places):
            continue
        lesson = _learn([told[at] for at in places], content, with_routes=is_story)
        learnt |= {f"{kind}{key}": value for key, value in lesson.learnt.items()}
        unseen.tiers[places], unseen.harms[places] = lesson.unseen.tiers, lesson.unseen.harms
        unseen.routes[places] = lesson.unseen.routes if is_story else unseen.routes[places]
        heard[places] = True
    if encoder is not None:
        those = np.flatnonzero(heard)
        found = attune(
            encoder,
            [told[at].sound.words for at in those],
            labels_of([told[at].story for at in those], harms),
            held(*(rows[those] for rows in unseen)),
            start,
        )
        learnt |= {f"{ATTUNED}{key}": value for key, value in found.items()}
    if messages:
        danger = learn_danger(messages, ear, np.array([one.sound.vector for one in told if _is_calm(one)]))
        if encoder is not None:
            others = [one.sound.words for one in told if _is_no_emergency(one)]
            begin = start_of_danger or {name: of for name, of in found.items() if _changes_encoder(name)}
            again = attune_danger(messages, ear, others, DangerSense(danger), encoder, begin)
            danger |= {f"{ATTUNED}{key}": value for key, value in again.items()}
        learnt |= {f"{DANGER}{key}": value for key, value in danger.items()}
    return learnt


def _changes_encoder(name: str) -> bool:
    """Whether what was learnt by this name is no label's."""
    return "." in name or name == "focus"


def _is_no_emergency(one: Told) -> bool:
    """Whether nobody has to ring 999: in a statement below the highest tier, in a story of another way."""
    if one.story.route is None:
        return _is_calm(one)
    return Route.EMERGENCY not in (one.story.route, one.story.also_route)


def _is_calm(one: Told) -> bool:
    """Whether in a statement no child has to be protected."""
    return not one.is_long and Tier.CHILD_PROTECTION not in (one.story.tier, one.story.also)


def _learn(told: Sequence[Told], content: Content, *, with_routes: bool) -> _Lesson:
    """Weights of (numbers, then words) for each label, an offset for each, the words and how telling they
    are."""
    from scipy.sparse import csr_matrix, hstack

    harms = harms_of(content)
    terms = Terms.of([one.sound.words for one in told], _MOST_TERMS)
    words = WORD * terms.matrix([one.sound.words for one in told])
    numbers = np.array([features(one.sound, one.found, content) for one in told])
    mean = numbers.mean(0)
    rows = hstack([csr_matrix(numbers - mean), words]).tocsr()
    tier_of = np.array([one.story.tier.rank for one in told])
    raised = np.array([[harm in one.story.harms for harm in harms] for one in told])
    tiers = partial(_several, many=len(Tier))
    chances = one_of(_as_if_unseen(tiers, rows, tier_of))
    by_words = each(_as_if_unseen(_harm_by_harm, words, raised))
    pairs = np.array(
        [
            harm_features(one.sound, one.found, *chance, harms, content)
            for one, chance in zip(told, zip(chances, by_words))
        ]
    )
    fits = {"tiers": tiers(rows, tier_of), "by_words": _harm_by_harm(words, raised)}
    unseen_routes = np.zeros((len(told), len(_ROUTES)), np.float32)
    if with_routes:
        routes = partial(_several, many=len(_ROUTES))
        route_of = np.array([_ROUTES.index(one.story.route) for one in told if one.story.route is not None])
        fits["routes"] = routes(rows, route_of)
        unseen_routes = _logarithm(one_of(_as_if_unseen(routes, rows, route_of)))
    learnt = {"harms": np.array("\n".join(harms)), "mean": mean}
    for name, (weights, offset) in fits.items():
        learnt |= {name: weights, f"{name}_offset": offset}
    learnt |= {**terms.arrays(), **_one_for_all(pairs, raised)}
    # the same few weights for every harm: what they learnt from a story itself is next to nothing
    unseen_harms = np.array([spread(learnt, one) @ learnt["pair"] + learnt["pair_offset"] for one in pairs])
    return _Lesson(learnt, Scores(_logarithm(chances), unseen_routes, unseen_harms))


def _logarithm(chances: Array) -> Array:
    return np.asarray(np.log(np.maximum(chances, _NEVER)))


def harms_of(content: Content) -> tuple[str, ...]:
    """The topics that are harm, in their order."""
    return tuple(key for key, topic in content.topics.items() if topic.flag)


def _as_if_unseen(fit: Callable[[Any, Array], tuple[Array, Array]], rows: Any, labels: Array) -> Array:
    """(stories, labels): the scores of each story by what ``fit`` learns without it."""
    part = np.arange(rows.shape[0]) % _PARTS
    scores = []
    for one in range(_PARTS):
        weights, offset = fit(rows[part != one], labels[part != one])
        scores.append(rows[part == one] @ weights + offset)
    found = np.zeros((rows.shape[0], scores[0].shape[1]), np.float32)
    for one, given in enumerate(scores):
        found[part == one] = given
    return found


def _several(rows: Any, labels: Array, many: int) -> tuple[Array, Array]:
    """Weights for ``many`` labels of which one is right; one that no row has gets no chance."""
    model = _logistic(rows, labels)
    pull, start = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # of two, only the pull towards the second is learnt
        pull, start = np.stack([-pull[0], pull[0]]) / 2, np.array([-start[0], start[0]]) / 2
    weights = np.zeros((rows.shape[1], many), np.float32)
    offset = np.full(many, -np.inf, np.float32)
    weights[:, model.classes_], offset[model.classes_] = pull.T, start
    return weights, offset


def _harm_by_harm(words: Any, raised: Array) -> tuple[Array, Array]:
    """Weights of the words for each harm; of one that few stories raise, only how many do."""
    from sklearn.linear_model import LogisticRegression

    weights = np.zeros((words.shape[1], raised.shape[1]), np.float32)
    share = np.clip(raised.mean(0), 1e-4, 1 - 1e-4)
    offset = np.log(share / (1 - share)).astype(np.float32)
    for harm, labels in enumerate(raised.T):
        if min(labels.sum(), (~labels).sum()) >= _FEWEST:
            model = LogisticRegression(C=_LOOSE_WORDS, solver="liblinear").fit(words, labels)
            weights[:, harm], offset[harm] = model.coef_[0], model.intercept_[0]
    return weights, offset


def _one_for_all(pairs: Array, raised: Array) -> dict[str, Array]:
    """Weights for (stories, harms, features) pairs, the same for every harm, and each harm's own."""
    flat = pairs.reshape(-1, pairs.shape[2])
    learnt = {"pair_mean": flat.mean(0), "pair_spread": flat.std(0) + 1e-6}
    model = _logistic(np.concatenate([spread(learnt, one) for one in pairs]), raised.ravel())
    return learnt | {"pair": model.coef_[0].astype(np.float32), "pair_offset": model.intercept_}


def _logistic(rows: Any, labels: Array) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=_LOOSE, max_iter=_ROUNDS).fit(rows, labels)


def keep(learnt: dict[str, Array], mark: str, file: Path = WEIGHTS_FILE) -> None:
    """Write what was learnt, in half the digits where there are many, and the stories' fingerprint."""
    narrow = {
        key: value.astype(np.float16) if value.dtype.kind == "f" and not key.endswith(_EXACT) else value
        for key, value in learnt.items()
    }
    np.savez_compressed(file, stories=np.array(mark), **narrow)


def main() -> None:
    """Learn from the project's own stories, going on from what is kept. Raises ContentError where a story is
    no good, and LearntNothing."""
    content = load()
    ear = Reader(content, meaning=Meaning(content)).heard
    start, of_danger = kept_attuned(content), kept_attuned(content, kind=DANGER)
    learnt = learn(read_stories(), ear, content, shared(), start, read_messages(), of_danger)
    keep(learnt, fingerprint(STORIES_FOLDER))


if __name__ == "__main__":
    main()
