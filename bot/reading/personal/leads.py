"""Words that announce what follows: "case ref no. is"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_LEAD_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+|[^\w\s.]")
_LONGEST_LEAD = 50


@lru_cache(maxsize=1)  # several leads ask for the same text; the last one asked for is redacted
def _words(text: str) -> frozenset[str]:
    return frozenset(_split(text))


def _split(text: str) -> list[str]:
    return [word.removesuffix("'s") for word in _LEAD_WORD.findall(text.lower())]


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
        return not self._any.isdisjoint(_words(text))

    def ends(self, text: str, start: int) -> bool:
        """Whether the words before ``start`` announce something."""
        return self.link(text, start) is not None

    def link(self, text: str, start: int) -> str | None:
        """What stands between the announcing words and ``start``; None if nothing announces it."""
        words = _split(text[max(0, start - _LONGEST_LEAD) : start])
        for end in range(len(words), 0, -1):
            for size in range(min(self._longest, end), 0, -1):
                if tuple(words[end - size : end]) in self._words:
                    return " ".join(words[end:])
            if words[end - 1] not in self._links:
                return None
        return None
