"""Who somebody is, taken out of a text before its meaning is guessed (design rule 19).

A guess from words and nearness would else learn that some groups stand beside worry, or beside plain
everyday life, more often in the examples.
"""

from __future__ import annotations

import re

from bot.content.derived import kept
from bot.reading.rules import identity_words

_SPACES = re.compile(r"\s{2,}")


def without_identity(text: str) -> str:
    """The text with the words of data/guidance/reading/identity.yml left out or said alike."""
    pattern, alike = _words()
    return _SPACES.sub(" ", pattern.sub(lambda found: alike.get(found[0].lower(), ""), text)).strip()


@kept(1)
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    rules = identity_words()
    alike = {word: said for said, line in rules["alike"].items() for word in _split(line)}
    left_out = [word for line in rules["leave_out"] for word in _split(line)]
    longest_first = sorted((*alike, *left_out), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.I), alike


def _split(line: str) -> list[str]:
    return [word.strip() for word in line.split("|") if word.strip()]
