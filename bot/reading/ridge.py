"""Which owner a text belongs to, learnt by ridge regression on how alike texts are.

Closed form: one matrix is inverted, and what each text would score if it had not been learnt comes out
of the same inverse (leave one out), so that confidence can be calibrated on the content itself.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bot.reading.encoder import Array


class Ridge(NamedTuple):
    """``weights`` (learnt texts, owners) and ``offset`` (owners,): near 1 is the score of the right owner."""

    weights: Array
    offset: Array


def fit(likeness: Array, owner_of: Array, strength: float) -> tuple[Ridge, Array]:
    """The regression, and each text's scores as if it had been left out.

    ``likeness`` (texts, texts) is symmetric; ``owner_of`` is each text's owner, numbered from 0.
    """
    wanted = np.eye(owner_of.max() + 1)[owner_of]
    offset = wanted.mean(0)
    inverse = np.linalg.inv(likeness.astype(float) + strength * np.eye(len(likeness)))
    weights = inverse @ (wanted - offset)
    left_out: Array = wanted - weights / np.diag(inverse)[:, None]
    return Ridge(weights.astype(np.float32), offset.astype(np.float32)), left_out.astype(np.float32)
