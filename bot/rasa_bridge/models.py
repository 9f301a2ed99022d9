"""The trained models in a folder. Rasa need not be imported to see that there is none."""

from __future__ import annotations

import os
from pathlib import Path


class NoModel(Exception):
    """There is no trained model that could be served."""


def newest_model(models: Path) -> Path:
    """The model that was trained last. Raises NoModel if there is none."""
    trained = max(models.glob("*.tar.gz"), key=os.path.getctime, default=None)
    if trained is None:
        raise NoModel(f"no trained model in {models}; run `make train`")
    return trained
