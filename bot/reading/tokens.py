"""Words of a text with their places, for redaction, which must see capitals, dots and hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_WORD = re.compile(r"\[[a-z]+\]|[^\W\d_]+(?:(?:['.-](?!(?:s|ve|m|d|ll|re)\b)|-)[^\W\d_]+)*")
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


def words_of(text: str) -> list[Word]:
    """The words of ``text`` in order; a placeholder is one word, and 's another."""
    return [
        Word(m[0], m[0].lower(), m.start(), m.end(), _is_first(text, m.start())) for m in _WORD.finditer(text)
    ]


def _is_first(text: str, start: int) -> bool:
    if text[start - 1 : start] == " " and (text[start - 2].isalnum() or text[start - 2] == ","):
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


class Lead:
    """Words that announce what follows, with small words between: "case ref no. is"."""

    def __init__(self, words: Iterable[str], links: Iterable[str]) -> None:
        """``links`` may stand between the words and what they announce."""
        self._words = frozenset(tuple(_LEAD_WORD.findall(word)) for word in words)
        self._links = frozenset(links)
        self._any = frozenset(words[-1] for words in self._words)
        self._longest = max((len(words) for words in self._words), default=0)

    def is_in(self, text: str) -> bool:
        """Whether ``text`` holds any of the words at all."""
        return not self._any.isdisjoint(_LEAD_WORD.findall(text.lower()))

    def ends(self, text: str, start: int) -> bool:
        """Whether the words before ``start`` announce something."""
        return self.link(text, start) is not None

    def link(self, text: str, start: int) -> str | None:
        """What stands between the announcing words and ``start``; None if nothing announces it."""
        words = _LEAD_WORD.findall(text[max(0, start - _LONGEST_LEAD) : start].lower())
        for end in range(len(words), 0, -1):
            for size in range(min(self._longest, end), 0, -1):
                if tuple(words[end - size : end]) in self._words:
                    return " ".join(words[end:])
            if words[end - 1] not in self._links:
                return None
        return None


_DIGIT = re.compile(r"\d")
_LEAD_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+|[^\w\s.]")
_LONGEST_LEAD = 50
