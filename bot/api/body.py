"""What a client sends, checked against the description; what is wrong is said, and none of it repeated."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator, RefResolver
from jsonschema.exceptions import ValidationError, best_match
from sanic.request import Request

from bot.api.description import description
from bot.channels.problems import Problem
from bot.content.load import Content

_MOST_LISTED = 40


def body(request: Request, schema: str, content: Content) -> dict[str, Any]:
    """The JSON of the request. Raises Problem (415, 400) if it is not what ``schema`` describes."""
    if request.content_type.split(";")[0].strip().lower() != "application/json":
        raise Problem(415, "Send JSON, with content type application/json.")
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        raise Problem(400, "The body is not valid JSON.") from None
    return _checked(sent, schema, content)


def query(request: Request, schema: str, content: Content) -> dict[str, Any]:
    """What stands behind the question mark of the address. Raises Problem (400) likewise."""
    sent = request.get_args(keep_blank_values=True)
    given = {name: sent.getlist(name) for name in sent}
    if any(len(values) > 1 for values in given.values()):
        raise Problem(400, "Give each parameter once.")
    return _checked({name: values[0] for name, values in given.items()}, schema, content)


def _checked(sent: Any, schema: str, content: Content) -> dict[str, Any]:
    first = next(_validator(schema, content).iter_errors(sent), None)  # not all: there can be thousands
    error = best_match([first] if first else [])
    if error is not None:
        raise Problem(400, " ".join(f"{_place(error)} {_wrong(error)} See /api/docs.".split()))
    checked: dict[str, Any] = sent
    return checked


@lru_cache(maxsize=16)
def _validator(schema: str, content: Content) -> Any:
    whole = description(content)
    reference = {"$ref": f"#/components/schemas/{schema}"}
    return Draft202012Validator(reference, resolver=RefResolver("", whole))


def _place(error: ValidationError) -> str:
    """Where in what was sent; the names on the way are the description's own."""
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.absolute_path)
    return f'"{path.lstrip(".")}"' if path else "What was sent"


def _wrong(error: ValidationError) -> str:
    words: Callable[[Any], str] = _WORDS.get(error.validator, lambda _limit: "is not as it is described.")
    if error.validator == "additionalProperties":
        return f"has a member that is not known. {_listed(error.schema.get('properties', ()))}"
    return words(error.validator_value)


def _listed(known: Any) -> str:
    names = list(map(str, known))
    return f"Known are: {', '.join(names)}." if len(names) <= _MOST_LISTED else ""


_WORDS: dict[str, Callable[[Any], str]] = {
    "enum": lambda known: f"is not one of the known ids. {_listed(known)}",
    "type": lambda kind: f"must be of the type {kind}.",
    "required": lambda names: f"needs {' and '.join(names)}.",
    "anyOf": lambda _: 'needs "facts" or "text".',
    "maxLength": lambda limit: f"is longer than {limit} characters.",
    "minLength": lambda _: "is empty.",
    "maxItems": lambda limit: f"has more than {limit} entries.",
    "pattern": lambda _: "is not written as ISO 8601, such as 2026-03-03 or 2026-03-03T14:30.",
}
