"""Attune the sentence encoder to labelled texts, so that words are read with all that stands around them.

The published weights stay as they are. Learnt are a change of low rank to each dense step (LoRA; Hu and
others 2021), how much each word counts, and what is to be added to what was learnt before of the tier, the
first route and the harms. TensorFlow is here already, for Rasa, and is only needed to learn.

Learning goes on from what was kept, as far as there is any: most of what texts taught stays true when more
are written. Steps twice as long once ended, from nothing, in reading every text alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from bot.content.model import Route, Tier
from bot.content.stories import Story
from bot.reading.encoder import DIMENSIONS, EPSILON, HEADS, LAYERS, STEPS, Array, Encoder, name_of
from bot.reading.stories.attuned import Attuned, Scores

_RANK, _STRENGTH = 16, 2.0  # of the change
_ROUNDS, _ROUNDS_ON, _BATCH = 4, 2, 32  # from nothing; going on
_MIXED = 32  # batches that are mixed before texts of like length are put together
_RATE, _WARM, _DECAY, _LONGEST_STEP = 5e-4, 0.06, 0.01, 1.0
_DROPPED = 0.1
_AVERAGED = 3  # states after rounds, and the start where there is one: their mean errs less than the last
_BETTER = 0.95  # of what was wrong before may be left, or nothing was learnt
_LOOKED_AT, _ALIKE = 100, 0.01  # texts, and how much of what is read of them differs at least
_FIRST, _ALSO = 0.65, 0.35  # of a label, where a lead would take another too
_HARMS = 0.6  # how much the harms count beside the tier and the route
_UNSEEN = -1e4
_SEED = 1
_SHORT = "bfloat16"  # the numbers of the dense steps while learning; half as long


def labels_of(stories: Sequence[Story], harms: Sequence[str]) -> Scores:
    """How right each label of each story is; a story without a first route has none."""
    tiers, routes = list(Tier), list(Route)
    found = Scores(*(np.zeros((len(stories), len(kinds)), np.float32) for kinds in (tiers, routes, harms)))
    for place, one in enumerate(stories):
        for rows, right in (
            (found.tiers, [tiers.index(of) for of in (one.tier, one.also) if of]),
            (found.routes, [routes.index(of) for of in (one.route, one.also_route) if of]),
        ):
            rows[place, right] = (_FIRST, _ALSO) if len(right) > 1 else 1
        found.harms[place] = [harm in one.harms for harm in harms]
    return found


class LearntNothing(RuntimeError):
    """What was learnt tells the texts no better than what was known before, or reads all of them alike: it
    must not be kept."""


def attune(
    encoder: Encoder,
    texts: Sequence[str],
    right: Scores,
    before: Scores,
    start: Mapping[str, Array] | None = None,
    rounds: int | None = None,
) -> dict[str, Array]:
    """What ``Attuned`` reads with, learnt from ``texts``. Takes half an hour for 20,000 on two cores, and an
    hour from nothing.

    ``before`` are the scores of each text by what was learnt before from other texts; what is learnt here
    mends them. ``start`` is what was returned for other texts, to go on from, or of it what changes the
    encoder where other labels are learnt. ``rounds`` are how often all texts are gone through, if not as
    often as usual. Raises LearntNothing where the last round was hardly better than ``before``, or all texts
    are read alike.
    """
    import tensorflow as tf

    tf.random.set_seed(_SEED)
    mixer = np.random.default_rng(_SEED)
    kinds = {kind: rows.shape[1] for kind, rows in right._asdict().items()}
    student = _Student(encoder.published, kinds, start or {})
    whole = encoder.attuned({})
    tokens = [whole.tokens(text) for text in texts]
    rounds, once = rounds or (_ROUNDS_ON if start else _ROUNDS), -(-len(texts) // _BATCH)
    steps = rounds * once
    wrong, states = [], [dict(start)] if start and start.keys() == student.learnt().keys() else []
    optimiser = tf.keras.optimizers.experimental.AdamW(weight_decay=_DECAY, global_clipnorm=_LONGEST_STEP)
    learn = student.step(optimiser)
    mixed = (places for _ in range(rounds) for places in _batches(tokens, mixer))
    with tqdm(mixed, total=steps, unit="step", desc="Attuning", disable=None) as bar:
        for done, places in enumerate(bar):
            optimiser.learning_rate = _rate(done / steps, 1 / steps)
            read = _padded([tokens[place] for place in places])
            wrong.append(float(learn(*read, *(rows[places] for rows in (*right, *before)))))
            bar.set_postfix(wrong=f"{wrong[-1]:.2f}", refresh=False)
            if len(wrong) % once == 0:
                states.append(student.learnt())
    if np.mean(wrong[-once:]) > _BETTER * float(_wrong(right, before)):
        raise LearntNothing("the encoder reads the texts no better than before: nothing is kept")
    last = states[-_AVERAGED:]
    found = {name: np.mean([state[name] for state in last], axis=0) for name in last[-1]}
    if _reads_alike(found, encoder, texts[:_LOOKED_AT]):
        raise LearntNothing("the encoder reads all texts alike: nothing is kept")
    return found


def _reads_alike(learnt: Mapping[str, Array], encoder: Encoder, texts: Sequence[str]) -> bool:
    """Whether several texts are read as one. Offsets alone can be better than what was known before."""
    read = np.array(Attuned(learnt, encoder).read_each(texts))
    return bool(read.std(0).mean() < _ALIKE * np.abs(read).mean())


def _rate(done: float, step: float) -> float:
    """How far to step, by the share of the steps that are done: rises while warming up, then falls."""
    return _RATE * min((done + step) / _WARM, 1.0) * (1 - done)


class _Student:
    """The encoder in TensorFlow, as ``bot.reading.encoder`` runs it, with what is learnt."""

    def __init__(
        self, published: Mapping[str, Array], kinds: Mapping[str, int], start: Mapping[str, Array]
    ) -> None:
        import tensorflow as tf

        self._published = {name: tf.constant(value) for name, value in published.items()}
        self._short = {
            name: tf.cast(self._published[f"{name}.weight"], _SHORT)
            for name in (name_of(layer, step) for layer in range(LAYERS) for step in STEPS)
        }
        draw = np.random.default_rng(_SEED)
        learnt: dict[str, Any] = {"focus": np.zeros(DIMENSIONS)}
        for layer in range(LAYERS):
            for step in STEPS:
                out, into = published[f"{name_of(layer, step)}.weight"].shape
                learnt[f"{layer}.{step}.inner"] = draw.normal(size=(_RANK, into)) / np.sqrt(into)
                learnt[f"{layer}.{step}.outer"] = np.zeros((out, _RANK))
        for kind, many in kinds.items():
            learnt[kind] = np.zeros((DIMENSIONS, many))
            learnt[f"{kind}_offset"] = np.zeros(many)
            learnt[f"{kind}_before"] = np.ones(())
        learnt |= {name: of / _STRENGTH if name.endswith(".outer") else of for name, of in start.items()}
        self._learnt = {
            name: tf.Variable(value, dtype=tf.float32, name=name.replace(".", "_"))
            for name, value in learnt.items()
        }

    def learnt(self) -> dict[str, Array]:
        """What was learnt by its name; how strong the change is has become part of it."""
        found = {name: value.numpy() for name, value in self._learnt.items()}
        return {name: _STRENGTH * of if name.endswith(".outer") else of for name, of in found.items()}

    def step(self, optimiser: Any) -> Any:
        """A function of a batch, of what is right and of the scores before, that learns one step and returns
        how much was wrong."""
        import tensorflow as tf

        rows = tf.TensorSpec((None, None), tf.float32)
        signature = (
            tf.TensorSpec((None, None), tf.int32),
            tf.TensorSpec((None, None), tf.bool),
            *6 * (rows,),
        )

        def learn(ids: Any, mask: Any, *rows: Any) -> Any:
            with tf.GradientTape() as tape:
                read = self._read(ids, mask)
                scores = Scores(*(self._scores(read, kind, of) for kind, of in zip(Scores._fields, rows[3:])))
                wrong = _wrong(Scores(*rows[:3]), scores)
            variables = list(self._learnt.values())
            optimiser.apply_gradients(zip(tape.gradient(wrong, variables), variables))
            return wrong

        return tf.function(learn, input_signature=signature)

    def _scores(self, read: Any, kind: str, before: Any) -> Any:
        learnt = self._learnt
        return read @ learnt[kind] + learnt[f"{kind}_offset"] + learnt[f"{kind}_before"] * before

    def _read(self, ids: Any, mask: Any) -> Any:
        """(texts, 384): the words of each text, by how much they count."""
        import tensorflow as tf

        words = self._words(ids, mask)
        pull = tf.linalg.matvec(words, self._learnt["focus"]) + tf.where(mask, 0.0, _UNSEEN)
        return tf.nn.dropout(tf.linalg.matvec(words, tf.nn.softmax(pull), transpose_a=True), _DROPPED)

    def _words(self, ids: Any, mask: Any) -> Any:
        """(texts, tokens, 384): what each token means where it stands."""
        import tensorflow as tf

        at = self._published
        x = tf.gather(at["embeddings.word_embeddings.weight"], ids)
        x += at["embeddings.position_embeddings.weight"][: tf.shape(ids)[1]]
        x += at["embeddings.token_type_embeddings.weight"][0]
        x = tf.nn.dropout(self._normalised(x, "embeddings.LayerNorm"), _DROPPED)
        unseen = tf.where(mask, 0.0, _UNSEEN)[:, None, None, :]
        for layer in range(LAYERS):
            query, key, value = (
                self._by_heads(self._dense(x, layer, part)) for part in ("query", "key", "value")
            )
            near = tf.matmul(query, key, transpose_b=True) / np.sqrt(DIMENSIONS / HEADS)
            mixed = tf.transpose(tf.nn.softmax(near + unseen) @ value, (0, 2, 1, 3))
            joined = tf.nn.dropout(self._dense(tf.reshape(mixed, tf.shape(x)), layer, "joined"), _DROPPED)
            x = self._normalised(x + joined, name_of(layer, "first"))
            wide = tf.nn.gelu(self._dense(x, layer, "wide"))
            narrow = tf.nn.dropout(self._dense(wide, layer, "narrow"), _DROPPED)
            x = self._normalised(x + narrow, name_of(layer, "second"))
        return x

    def _dense(self, x: Any, layer: int, step: str) -> Any:
        import tensorflow as tf

        name = name_of(layer, step)
        inner, outer = (
            tf.cast(self._learnt[f"{layer}.{step}.{part}"], _SHORT) for part in ("inner", "outer")
        )
        short = tf.cast(x, _SHORT)
        found = tf.matmul(short, self._short[name], transpose_b=True)
        change = tf.matmul(tf.matmul(short, inner, transpose_b=True), _STRENGTH * outer, transpose_b=True)
        return tf.cast(found + change, tf.float32) + self._published[f"{name}.bias"]

    @staticmethod
    def _by_heads(x: Any) -> Any:
        import tensorflow as tf

        texts, tokens = tf.shape(x)[0], tf.shape(x)[1]
        return tf.transpose(tf.reshape(x, (texts, tokens, HEADS, DIMENSIONS // HEADS)), (0, 2, 1, 3))

    def _normalised(self, x: Any, name: str) -> Any:
        import tensorflow as tf

        mean, spread = tf.nn.moments(x, -1, keepdims=True)
        weight, bias = self._published[f"{name}.weight"], self._published[f"{name}.bias"]
        return tf.nn.batch_normalization(x, mean, spread, bias, weight, EPSILON)


def _wrong(right: Scores, scores: Scores) -> Any:
    """How wrong scores are of a text, on average."""
    return (
        _one_wrong(right.tiers, scores.tiers)
        + _one_wrong(right.routes, scores.routes)
        + _HARMS * _each_wrong(right.harms, scores.harms)
    )


def _one_wrong(right: Any, scores: Any) -> Any:
    """How little chance is given to what is right, where one label is; a text without any counts nothing."""
    import tensorflow as tf

    return -tf.reduce_mean(tf.reduce_sum(right * tf.nn.log_softmax(scores), -1))


def _each_wrong(right: Any, scores: Any) -> Any:
    """The same where each label is right or wrong by itself."""
    import tensorflow as tf

    each = tf.nn.sigmoid_cross_entropy_with_logits(labels=right, logits=scores)
    return tf.reduce_mean(tf.reduce_sum(each, -1))


def _batches(tokens: Sequence[Sequence[int]], mixer: np.random.Generator) -> Iterator[list[int]]:
    """Places of texts of like length, mixed."""
    places = mixer.permutation(len(tokens)).tolist()
    batches = []
    for start in range(0, len(places), _BATCH * _MIXED):
        some = sorted(places[start : start + _BATCH * _MIXED], key=lambda place: len(tokens[place]))
        batches += [some[at : at + _BATCH] for at in range(0, len(some), _BATCH)]
    mixer.shuffle(batches)
    return iter(batches)


def _padded(texts: Sequence[Sequence[int]]) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Their numbers and where there are any, up to the longest."""
    longest = max(map(len, texts))
    ids, mask = np.zeros((len(texts), longest), np.int32), np.zeros((len(texts), longest), bool)
    for row, one in enumerate(texts):
        ids[row, : len(one)], mask[row, : len(one)] = one, True
    return ids, mask
