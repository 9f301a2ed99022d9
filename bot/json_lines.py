"""JSON lines in and out, as the commands read them: one object a line, each with an id and a text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from tqdm import tqdm


class BadInput(ValueError):
    """A line that cannot be read; the message says what to do, and repeats nothing of the line."""


def record(line: str, text: str = "text") -> dict[str, Any]:
    """The object in ``line``. Raises BadInput if it is none with "id" and a string under ``text``."""
    needed = f'each line needs {{"id", "{text}"}} as JSON'
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadInput(f"{needed}; one is none: {error.msg}") from None
    if not isinstance(data, dict) or "id" not in data or not isinstance(data.get(text), str):
        raise BadInput(f'{needed}, and "{text}" is a string')
    return data


def progress(lines: TextIO, unit: str) -> Iterator[tuple[int, str]]:
    """The lines that hold something with their numbers, and a progress bar on standard error.

    ``unit`` is what the bar counts.
    """
    for number, line in enumerate(tqdm(lines, unit=unit, disable=None), start=1):
        if line.strip():
            yield number, line
