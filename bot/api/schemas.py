"""Dataclasses → JSON Schema (2020-12), so that what is described is what is sent.

A field's description is the text of its ``Annotated`` type, a schema's the docstring of its class.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

Schema = dict[str, Any]
_SIMPLE = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}


def schemas_of(*kinds: type) -> dict[str, Schema]:
    """The schema of each dataclass and of all those that it holds, by name. Raises TypeError for others."""
    found: dict[str, Schema] = {}
    for kind in kinds:
        _add(kind, found)
    return found


def _add(kind: type, found: dict[str, Schema]) -> None:
    if kind.__name__ in found:
        return
    schema: Schema = {"type": "object", "description": " ".join((kind.__doc__ or "").split())}
    found[kind.__name__] = schema
    hints = get_type_hints(kind, include_extras=True)
    properties = {field.name: _of(hints[field.name], found) for field in fields(kind)}
    if hasattr(kind, "kind"):
        properties["kind"] = {"const": kind.kind}
    schema["properties"] = properties
    schema["required"] = list(properties)


def _of(hint: Any, found: dict[str, Schema]) -> Schema:
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return {"description": parts[1], **_of(parts[0], found)}
    if hint in _SIMPLE:
        return {"type": _SIMPLE[hint]}
    if is_dataclass(hint) and isinstance(hint, type):
        _add(hint, found)
        return {"$ref": f"#/components/schemas/{hint.__name__}"}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of(part, found) for part in parts]}
    if origin is Literal:
        return {"enum": list(parts)}
    if origin is tuple and parts[-1] is Ellipsis:
        return {"type": "array", "items": _of(parts[0], found)}
    if origin is tuple:
        return {
            "type": "array",
            "prefixItems": [_of(part, found) for part in parts],
            "minItems": len(parts),
            "maxItems": len(parts),
        }
    if origin is Mapping:
        value = parts[1]
        return {"type": "object", **({} if value is Any else {"additionalProperties": _of(value, found)})}
    raise TypeError(f"no schema for {hint!r}")
