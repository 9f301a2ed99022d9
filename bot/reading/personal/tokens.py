"""Words of a text with their places, for redaction, which must see capitals, dots and hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(
    r"\[[a-z]+\]"
    r"|[^\W\d_]+(?:(?:['.-](?!(?i:s|ve|m|d|ll|re)\b)|-|(?<=\b[a-zA-Z])\.(?=[a-zA-Z]\b)|(?<=\bO)'(?=[A-Z]\b))[^\W\d_]+)*"
)
_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(r"(?:^|[.!?:\n•*])[\s\"'(\-]*$")


class Word(NamedTuple):
    """A word and its place. ``first`` is true where a sentence may begin."""

    text: str
    lower: str
    start: int
    end: int
    first: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


@lru_cache(maxsize=1)  # several finders ask for the same text; the last one asked for is redacted
def words_of(text: str) -> Sequence[Word]:
    """The words of ``text`` in order; a placeholder is one word, and 's another."""
    return tuple(
        Word(m[0], m[0].lower(), m.start(), m.end(), _is_first(text, m.start())) for m in _WORD.finditer(text)
    )


def gap(text: str, words: Sequence[Word], place: int) -> str:
    """What stands between the word at ``place`` and the next; nothing before the first word."""
    return text[words[place].end : words[place + 1].start] if place >= 0 else ""


def _is_first(text: str, start: int) -> bool:
    if start > 1 and text[start - 1] == " " and (text[start - 2].isalnum() or text[start - 2] == ","):
        return False
    return bool(_SENTENCE_END.search(text, max(0, start - 12), start))


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of ``words``, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def found(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where ``pattern`` stands, or its group ``it`` where it has one."""
    name: str | int = "it" if "it" in pattern.groupindex else 0
    return [span for span in (match.span(name) for match in pattern.finditer(text)) if span[0] >= 0]


def has_digit(text: str) -> bool:
    """Whether ``text`` holds a digit."""
    return _DIGIT.search(text) is not None
