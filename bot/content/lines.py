"""Where things stand in a YAML file: lines, counting from 1."""

from __future__ import annotations

from typing import Any, NamedTuple

import yaml


class Document(NamedTuple):
    """What a YAML file holds, as data and as nodes that know their lines; both None if it is empty."""

    data: Any
    node: yaml.Node | None


def read_document(text: bytes) -> Document:
    """A YAML file, gone through once. Raises YAMLError."""
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
        return Document(None if node is None else loader.construct_document(node), node)
    finally:
        loader.dispose()


def item_lines(node: yaml.Node) -> list[int]:
    """The line on which each item of a list starts, counting from 1."""
    return [item.start_mark.line + 1 for item in node.value]


def key_lines(node: yaml.Node) -> dict[str, int]:
    """The line on which each key of a mapping stands, counting from 1."""
    return {key.value: key.start_mark.line + 1 for key, _ in node.value}


def line_of(node: yaml.Node, location: list[Any]) -> int:
    """Follow a path of keys and indexes as far as it exists; the line where it ends."""
    line = node.start_mark.line + 1
    for part in location:
        if isinstance(node, yaml.MappingNode):
            match = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if match is None:
                return line
            line = match[0].start_mark.line + 1
            node = match[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            return line
    return line
