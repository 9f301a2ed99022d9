"""Which owner a text belongs to, learnt by ridge regression over its features.

Closed form: one matrix is inverted, and what each text would score if it had not been learnt comes out
of the same inverse (leave one out), so that confidence can be calibrated on the content itself.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bot.reading.encoder import Array


class Ridge(NamedTuple):
    """``weights`` (features, owners) and ``offset`` (owners,) give a score near 1 to the right owner."""

    weights: Array
    offset: Array

    def scores(self, rows: Array) -> Array:
        """Scores of shape (texts, owners) from features of shape (texts, features)."""
        found: Array = rows @ self.weights + self.offset
        return found


def fit(rows: Array, owner_of: Array, strength: float) -> tuple[Ridge, Array]:
    """The regression, and each row's scores as if that row had been left out.

    ``rows`` has shape (texts, features); ``owner_of`` is each text's owner, numbered from 0.
    """
    wanted = np.eye(owner_of.max() + 1)[owner_of]
    offset = wanted.mean(0)
    rows = rows.astype(float)
    inverse = np.linalg.inv(rows @ rows.T + strength * np.eye(len(rows)))
    pull = inverse @ (wanted - offset)
    left_out: Array = wanted - pull / np.diag(inverse)[:, None]
    return Ridge((rows.T @ pull).astype(np.float32), offset.astype(np.float32)), left_out.astype(np.float32)
