"""Where things stand in a YAML file: lines, counting from 1."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml


def compose(path: Path) -> yaml.Node:
    """The nodes of a YAML file that was read before. Raises ValueError if it holds nothing."""
    node = yaml.compose(path.read_bytes(), Loader=yaml.CSafeLoader)
    if node is None:
        raise ValueError(f"{path} holds nothing")
    return node


def item_lines(path: Path) -> Iterator[int]:
    """The line on which each item of a YAML list starts, counting from 1."""
    for node in compose(path).value:
        yield node.start_mark.line + 1


def key_lines(path: Path) -> dict[str, int]:
    """The line on which each key of a YAML mapping stands, counting from 1."""
    return {key.value: key.start_mark.line + 1 for key, _ in compose(path).value}


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
