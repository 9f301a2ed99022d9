from pathlib import Path

import numpy as np
import pytest

from bot.reading import encoder as module
from bot.reading.encoder import DIMENSIONS, Encoder, WrongWeights

# Pairs and cosines as the model's publisher prints them for this model, to two places.
PAIRS = (
    ("The new movie is awesome", "The new movie is so great", 0.89),
    ("The cat sits outside", "The dog plays in the garden", 0.28),
    ("A man is playing guitar", "A woman watches TV", -0.03),
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.mark.parametrize(("one", "other", "cosine"), PAIRS)
def test_agrees_with_the_published_similarities(
    encoder: Encoder, one: str, other: str, cosine: float
) -> None:
    first, second = encoder.encode([one, other])
    assert float(first @ second) == pytest.approx(cosine, abs=0.02)


def test_a_text_means_the_same_alone_and_in_a_batch(encoder: Encoder) -> None:
    texts = ["Late again", "He came in with a bruise on his cheek and would not say how", "Fine", ""] * 12
    together = encoder.encode(texts)
    assert together.shape == (len(texts), DIMENSIONS) and together.dtype == np.float32
    assert np.allclose(together[1], encoder.encode(texts[1:2])[0], atol=1e-5)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("text", ["", " ", "\x00", "🙂" * 500, "word " * 5000, "[name]", "\ud800"[:0]])
def test_any_text_has_a_vector(encoder: Encoder, text: str) -> None:
    assert np.isfinite(encoder.encode([text])).all()


def test_nothing_has_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_other_weights_are_refused(tmp_path: Path) -> None:
    for path in module._installed().iterdir():
        if path.name in ("tokenizer.json", "model.safetensors"):
            (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "model.safetensors").open("r+b") as stream:
        stream.seek(5_000_000)
        stream.write(b"\x01")
    with pytest.raises(WrongWeights, match="not the published file"):
        Encoder(tmp_path)


def test_missing_weights_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongWeights, match="cannot be read"):
        Encoder(tmp_path)
