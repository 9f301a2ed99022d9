"""Words of a text with their places, for redaction, which must see capitals, dots and hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_WORD = re.compile(
    r"\[[a-z]+\]"
    r"|[^\W\d_]+(?:(?:['.-](?!(?i:s|ve|m|d|ll|re)\b)|-|(?<=\b[a-zA-Z])\.(?=[a-zA-Z]\b)|(?<=\bO)'(?=[A-Z]\b))[^\W\d_]+)*"
)
_POSSESSIVE = re.compile(r"(?:'s|s'|')\s+(?P<owned>[\w-]+)(?:\s+(?P<second>[\w-]+))?")
_DETERMINERS = frozenset(
    "the a an his her their my your our its this these those some any no each every another which".split()
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


class Neighbours:
    """The words of one text and what stands beside each."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        """``words`` are those of ``text``."""
        self.text = text
        self.words = words
        self._gaps = [text[word.end : following.start] for word, following in pairwise(words)]

    def before(self, place: int, gap: str = " ") -> str:
        """The lower-case word before, if only ``gap`` stands between; else nothing."""
        if place < 1 or self._gaps[place - 1] != gap:
            return ""
        return self.words[place - 1].lower

    def after(self, place: int, gap: str = " ") -> str:
        """The lower-case word after, if only ``gap`` stands between; else nothing."""
        if place >= len(self._gaps) or self._gaps[place] != gap:
            return ""
        return self.words[place + 1].lower

    def gap(self, place: int) -> str:
        """What stands between a word and the next."""
        return self._gaps[place]

    def follows(self, pattern: re.Pattern[str], place: int) -> re.Match[str] | None:
        """Where ``pattern`` stands right after a word; the dot of an initial belongs to it."""
        word = self.words[place]
        dotted = len(word.text) == 1 and self.text.startswith(".", word.end)
        return pattern.match(self.text, word.end + dotted)

    def precedes(self, pattern: re.Pattern[str], place: int, far: int = 60) -> re.Match[str] | None:
        """Where ``pattern``, which ends with $, stands right before a word, not farther than ``far``."""
        start = self.words[place].start
        return pattern.search(self.text, max(0, start - far), start)

    def is_determined(self, place: int) -> bool:
        """Whether an article or the like stands before."""
        return self.before(place) in _DETERMINERS

    def owned(self, place: int) -> tuple[str, str]:
        """The two words of what belongs to it, in lower case: "'s foster carer"; else nothing."""
        match = self.follows(_POSSESSIVE, place)
        return (match["owned"].lower(), (match["second"] or "").lower()) if match else ("", "")

    def owns(self, place: int) -> str:
        """What belongs to it, in lower case: "'s mum"; else nothing."""
        return self.owned(place)[0]


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
