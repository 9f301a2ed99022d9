"""How likely each tier, first route and harm is in a story: logistic regressions over its numbers and words.

Learnt from the labelled stories by ``make stories`` and kept beside them, so that nobody has to learn them
to run the assistant.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np

from bot.content.load import Content
from bot.content.stories import STORIES_FOLDER, WEIGHTS, fingerprint
from bot.reading.encoder import Array, shared
from bot.reading.hearing import Heard
from bot.reading.model import Mention
from bot.reading.stories.attuned import Attuned
from bot.reading.stories.danger import DangerSense
from bot.reading.stories.features import features
from bot.reading.stories.harms import harm_features
from bot.reading.stories.likely import Likely, each, one_of
from bot.reading.stories.sound import Sound, sound_of
from bot.reading.wording import Row, Terms

logger = logging.getLogger(__name__)

WEIGHTS_FILE = STORIES_FOLDER / WEIGHTS
# before the names of the arrays of each
STORIES, STATEMENTS, ATTUNED, DANGER = "stories_", "statements_", "attuned_", "danger_"
WORD = 9.0  # how much a word counts beside the other numbers
SLOPE = 0.5  # of each harm's own slope beside the common one


class Weights:
    """What was learnt of whole stories, or of statements. Holds no state and is safe in threads."""

    def __init__(self, learnt: dict[str, Array], content: Content, kind: str = STORIES) -> None:
        """From what ``learn`` returned, or from a file that holds it: its arrays of one ``kind``."""
        self._learnt = _of_kind(learnt, kind)
        self._content = content
        self._terms = Terms.kept(self._learnt)
        self._harms = tuple(str(self._learnt["harms"]).split("\n"))

    def likely(self, heard: Heard, found: Sequence[Mention]) -> Likely:
        """How likely each tier, first route and harm is."""
        sound = sound_of(heard)
        row = self._terms.row(sound.words)
        numbers = features(sound, found, self._content) - self._learnt["mean"]
        tiers = one_of(self._scores("tiers", numbers, row))
        routes = one_of(self._scores("routes", numbers, row)) if "routes" in self._learnt else None
        harms = self.harms(sound, found, tiers, each(self._scores("by_words", numbers[:0], row)))
        return Likely(tiers, routes, dict(zip(self._harms, map(float, harms))))

    def harms(self, sound: Sound, found: Sequence[Mention], tiers: Array, by_words: Array) -> Array:
        """(harms,): the chance of each, its chance by words alone and those of the tiers given."""
        pairs = harm_features(sound, found, tiers, by_words, self._harms, self._content)
        return each(spread(self._learnt, pairs) @ self._learnt["pair"] + self._learnt["pair_offset"])

    def _scores(self, name: str, numbers: Array, row: Row) -> Array:
        weights, (places, values) = self._learnt[name], row
        by_words = WORD * values @ weights[len(numbers) :][places]
        return np.asarray(numbers @ weights[: len(numbers)] + by_words + self._learnt[f"{name}_offset"])


class Taught(NamedTuple):
    """The weights for whole stories and those for statements, what mends either, and what hears danger; None
    where there are none."""

    stories: Weights | None = None
    statements: Weights | None = None
    attuned: Attuned | None = None
    danger: DangerSense | None = None


def kept_weights(content: Content, file: Path = WEIGHTS_FILE) -> Taught:
    """The weights that are kept; none, with a warning, where they do not fit the topics of ``content``."""
    learnt = read_weights(file)
    if learnt and str(learnt["topics"]) == topics_of(content):
        stories, statements = (
            Weights(learnt, content, kind) if f"{kind}terms" in learnt else None
            for kind in (STORIES, STATEMENTS)
        )
        danger = _of_kind(learnt, DANGER)
        return Taught(
            stories, statements, _attuned(learnt), DangerSense(danger, _attuned(danger)) if danger else None
        )
    logger.warning("Texts are read by the examples alone, as %s does not fit: run make stories", file.name)
    return Taught()


def _attuned(learnt: dict[str, Array]) -> Attuned | None:
    attuned = _of_kind(learnt, ATTUNED)
    return Attuned(attuned, shared()) if attuned else None


def kept_attuned(content: Content, file: Path = WEIGHTS_FILE, kind: str = "") -> dict[str, Array]:
    """What the encoder is attuned by, as it is kept: to stories, where that fits the topics, or to another
    ``kind``, which has none."""
    learnt = read_weights(file)
    fits = learnt and (kind or str(learnt["topics"]) == topics_of(content))
    return _of_kind(learnt, f"{kind}{ATTUNED}") if learnt and fits else {}


def read_weights(file: Path = WEIGHTS_FILE) -> dict[str, Array] | None:
    """The arrays of the file, or None where it cannot be read."""
    try:
        with np.load(file, allow_pickle=False) as arrays:
            return {key: _wide(arrays[key]) for key in arrays.files}
    except (OSError, ValueError, BadZipFile, EOFError, zlib.error):
        return None


def what_is_stale(content: Content, folder: Path = STORIES_FOLDER) -> str:
    """Why the weights kept in ``folder`` do not fit it or the content, in words; nothing where they do."""
    learnt = read_weights(folder / WEIGHTS)
    if learnt is None:
        return "there is none, or it cannot be read"
    if str(learnt["topics"]) != topics_of(content):
        return "the topics are others, and texts are read by the examples alone until then"
    return "" if str(learnt["stories"]) == fingerprint(folder) else "the stories are others"


def topics_of(content: Content) -> str:
    """The topics in their order, with whether they are harm: numbers stand in the same order."""
    return "\n".join(f"{key} {topic.flag}" for key, topic in content.topics.items())


def spread(learnt: dict[str, Array], pairs: Array) -> Array:
    """(harms, features + 2 harms): spread alike, with a place and a slope for each harm."""
    alike = (pairs - learnt["pair_mean"]) / learnt["pair_spread"]
    own = np.eye(len(pairs), dtype=np.float32)
    return np.concatenate([alike, own, SLOPE * own * alike[:, :1]], 1)


def _of_kind(learnt: dict[str, Array], kind: str) -> dict[str, Array]:
    return {key[len(kind) :]: value for key, value in learnt.items() if key.startswith(kind)}


def _wide(array: Array) -> Array:
    return array.astype(np.float32) if array.dtype == np.float16 else array
