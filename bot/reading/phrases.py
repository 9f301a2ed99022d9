"""A dictionary of phrases, looked up in a sentence through every base form of each word.

spaCy's PhraseMatcher compares one value a token; "left" is both *leave* and *left*, so this index
walks all base forms of a word at once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from bot.reading.words import Token

Payload = TypeVar("Payload")
MOST_SKIPPED = 2


class Found(NamedTuple):
    """Words ``start`` to ``end`` (exclusive) of a sentence, and what they stand for."""

    start: int
    end: int
    payload: Any


class PhraseIndex(Generic[Payload]):
    """Phrases by their keys. ``light`` words may stand unsaid between the words of a phrase."""

    def __init__(self, light: Collection[str] = ()) -> None:
        self._root: dict[str, Any] = {}
        self._light = frozenset(light)

    def add(self, keys: Sequence[str], payload: Payload) -> None:
        """Make a phrase findable. Phrases without words are left out."""
        if not keys:
            return
        node = self._root
        for key in keys:
            node = node.setdefault(key, {})
        node.setdefault("", []).append(payload)

    def find(self, tokens: Sequence[Token]) -> list[Found]:
        """Every phrase in the sentence, overlapping ones too, in order of their first word."""
        found: list[Found] = []
        for start in range(len(tokens)):
            self._walk(tokens, start, start, self._root, 0, found)
        return found

    def _walk(
        self,
        tokens: Sequence[Token],
        first: int,
        place: int,
        node: dict[str, Any],
        skipped: int,
        found: list[Found],
    ) -> None:
        if place >= len(tokens):
            return
        token = tokens[place]
        for key in token.readings & node.keys():
            following = node[key]
            found.extend(Found(first, place + 1, payload) for payload in following.get("", ()))
            self._walk(tokens, first, place + 1, following, 0, found)
        if node is not self._root and skipped < MOST_SKIPPED and token.norm in self._light:
            self._walk(tokens, first, place + 1, node, skipped + 1, found)


def longest(found: Sequence[Found]) -> list[Found]:
    """The longest of overlapping finds, the earlier first; equal spans are all kept."""
    kept: list[Found] = []
    for item in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        if all(
            item.end <= other.start
            or other.end <= item.start
            or (item.start, item.end) == (other.start, other.end)
            for other in kept
        ):
            kept.append(item)
    return sorted(kept, key=lambda item: (item.start, item.end))
