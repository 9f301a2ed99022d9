"""The words around the cards, from data/guidance/wording/teams_cards.yml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import yaml

from bot.content.load import CONTENT_FOLDER


@lru_cache(maxsize=1)
def words() -> Mapping[str, str]:
    """Sentence by key. ``guidance check`` and the start of the server have looked at the file before."""
    found: dict[str, str] = yaml.safe_load((CONTENT_FOLDER / "wording" / "teams_cards.yml").read_bytes())
    return found


def say(key: str, **values: str) -> str:
    """A sentence with its {names} filled in. Raises KeyError for one that is not there."""
    return words()[f"teams_{key}"].format(**values).strip()
