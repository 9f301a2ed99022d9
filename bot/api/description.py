"""The OpenAPI description: paths and requests from ``openapi/*.yml``, replies from the dataclasses.

Ids come from the content (``x-ids``), so that the description of an edition names exactly what it knows.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.api import answers, catalogue, shapes
from bot.api.schemas import Schema, schemas_of
from bot.content.area import OUTSIDE_ENGLAND
from bot.content.load import Content
from bot.content.model import AgeBand, Route
from bot.guidance import UNKNOWN, OpenTo, Parents, Tried

_FOLDER = Path(__file__).parent / "openapi"
_REPLIES = (
    shapes.Guidance,
    shapes.ProcessAnswer,
    shapes.ChatReply,
    answers.Timescales,
    catalogue.Indicators,
    catalogue.About,
)


@lru_cache(maxsize=2)
def description(content: Content) -> dict[str, Any]:
    """The whole description for this edition, JSON-safe. Not to be changed by whoever gets it."""
    parts = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(_FOLDER.glob("*.yml"))]
    whole: dict[str, Any] = {"openapi": "3.1.0", "components": {"schemas": schemas_of(*_REPLIES)}}
    for part in parts:
        _merge(whole, part)
    whole["info"]["version"] = content.edition.edition
    filled: dict[str, Any] = _filled(whole, _ids(content), _answers(content))
    return filled


def part_of(whole: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """What ``given`` refers to, or itself if it refers to nothing."""
    found: Any = whole if "$ref" in given else given
    for name in given.get("$ref", "#/").removeprefix("#/").split("/"):
        found = found[name] if name else found
    same: dict[str, Any] = found
    return same


def _merge(whole: dict[str, Any], part: dict[str, Any]) -> None:
    for key, value in part.items():
        if isinstance(value, dict):
            _merge(whole.setdefault(key, {}), value)
        elif whole.setdefault(key, value) is not value:
            raise ValueError(f"{key!r} is described twice")


def _filled(part: Any, ids: dict[str, list[str]], options: Schema) -> Any:
    """The same with the ids that stand for ``x-ids`` and ``x-answers``."""
    if isinstance(part, list):
        return [_filled(one, ids, options) for one in part]
    if not isinstance(part, dict):
        return part
    same = {key: _filled(value, ids, options) for key, value in part.items() if not key.startswith("x-")}
    if "x-ids" in part:
        same |= {"type": "string", "enum": ids[part["x-ids"]]}
    if "x-answers" in part:
        same |= options
    return same


def _ids(content: Content) -> dict[str, list[str]]:
    return {
        "places": [*content.partnerships, OUTSIDE_ENGLAND],
        "areas": list(content.partnerships),
        "roles": list(content.roles),
        "ages": [one.value for one in AgeBand],
        "indicators": list(content.indicators),
        "vulnerabilities": list(content.vulnerabilities),
        "strengths": list(content.protective),
        "parents": [one.value for one in Parents],
        "open_to": [one.value for one in OpenTo],
        "tried": [one.value for one in Tried],
        "routes": [one.value for one in Route],
        "events": list(content.anchors),
    }


def _answers(content: Content) -> Schema:
    """Each deciding question with its own options; not known is an answer too."""
    properties = {
        question.id: {"type": "string", "enum": [*(option.id for option in question.options), UNKNOWN]}
        for question in content.questions.values()
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}
