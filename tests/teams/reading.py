"""What a reader and a screen find in a card."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.teams.schema import parts

_SHOWN = ("text", "title", "label", "placeholder", "value", "errorMessage")
_NUMBERING = re.compile(r"^ *(?:\d+\.|[a-h]\)) (?:\[x\] )?", re.MULTILINE)
_SENDS = ("Action.Submit", "Action.Execute")


def texts(content: Mapping[str, Any]) -> Iterator[str]:
    """Every text of a card, as Markdown where it is that, and where its links lead."""
    for part in parts(content):
        for name in (*_SHOWN, "url"):
            if isinstance(part.get(name), str) and part["type"] != "AdaptiveCard":
                yield part[name]
        for choice in part.get("choices", ()):
            yield choice["title"]


def words(text: str) -> set[str]:
    """The words of a text in small letters, without what Markdown adds."""
    return set(re.findall(r"\w+", text.replace("\\", "").casefold()))


def words_on(content: Mapping[str, Any]) -> set[str]:
    """The words of a card."""
    return words("\n".join(texts(content)))


def words_of_plain(text: str) -> set[str]:
    """The words of a message as plain text, without the numbers by which it can be answered."""
    return words(_NUMBERING.sub("", text))


def sends(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every action of a card that sends something."""
    return [part for part in parts(content) if part["type"] in _SENDS]


def inputs(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every input of a card."""
    return [part for part in parts(content) if part["type"].startswith("Input.")]
