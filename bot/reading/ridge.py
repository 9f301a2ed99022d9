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

    ``likeness`` (texts, texts) is symmetric, of float32, and is overwritten; ``owner_of`` is each text's
    owner, numbered from 0.
    """
    wanted = np.eye(owner_of.max() + 1, dtype=np.float32)[owner_of]
    offset = wanted.mean(0)
    likeness[np.diag_indices(len(likeness))] += np.float32(strength)
    inverse = _inverse(likeness)
    weights = inverse @ (wanted - offset)
    left_out: Array = wanted - weights / np.diag(inverse)[:, None]
    return Ridge(weights, offset), left_out


def _inverse(matrix: Array) -> Array:
    """The inverse of a symmetric positive definite matrix, by Cholesky: a third of the general one's work."""
    from scipy.linalg.lapack import spotrf, spotri

    # LAPACK counts by columns: the transpose is the same matrix and need not be copied
    factor, failed = spotrf(matrix.T, lower=1, overwrite_a=1)
    inverse: Array
    inverse, failed_too = spotri(factor, lower=1, overwrite_c=1)
    if failed or failed_too:
        raise ValueError("the likeness of texts is no positive definite matrix")
    for place in range(len(inverse)):
        inverse[place, place:] = inverse[place:, place]
    return inverse
