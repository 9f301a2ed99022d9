"""Personal data in any writing, by what marked texts taught: a conditional random field over words.

Patterns know what is announced or written as it should be; in "told farida szymon wont go home to millgate"
only the words around say what is a name. Learnt by ``make names`` and kept beside the texts, so that nobody
has to learn it to run the assistant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import pycrfsuite

from bot.content.marked import MARKED_FOLDER, Mark, fingerprint_of_marked
from bot.reading.personal.gazetteer import ONLY_NAMES, Gazetteer, Kind
from bot.reading.personal.sights import Sights, tokens_of

LEARNT_FILE, FINGERPRINT_FILE = "learnt.crfsuite", "learnt.sha256"
LEARNT_KINDS = ("name", "place", "address")  # dates are left to rules: those of events stay
NOTHING, BEGINS, GOES_ON = "", "begins ", "goes on "
# chance from which a word is taken out, by what it is by itself; the guidance rests on ordinary words
LEAST = 0.2
LEAST_OF_NUMBERS = 0.5
LEAST_OF_EITHER = 0.7  # an ordinary word and a given name: "joy"
LEAST_OF_ORDINARY, LEAST_OF_KEPT = 0.6, 0.9
# rules know well what is a name where capitals are used
LEAST_WITH_CAPITAL = 0.3
LEAST_OF_EITHER_WITH_CAPITAL = 0.9
LEAST_OF_ABBREVIATIONS = 0.97
NEVER = 2.0
_WORD = re.compile(r"\b[^\W\d_]")
_LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f]")
_MARKUP = re.compile(r"<[^<>]*>")
_FEWEST_WORDS = 4  # below which nothing tells another language from names


class NothingLearnt(Exception):
    """Raised where what was learnt from the marked texts is missing or cannot be read."""


class LearntFinder:
    """Finds what is personal by what was learnt. Safe in threads."""

    def __init__(self, gazetteer: Gazetteer, folder: Path = MARKED_FOLDER) -> None:
        """Reads what is kept in ``folder``. Raises NothingLearnt without it: nothing may be stored then."""
        file = folder / LEARNT_FILE
        self._gazetteer = gazetteer
        self._sights = Sights(gazetteer)
        self._tagger = pycrfsuite.Tagger()
        self._lock = Lock()
        try:
            self._tagger.open(str(file))
        except (OSError, ValueError) as error:
            raise NothingLearnt(f"{file.name} is missing or cannot be read: run make names") from error
        labels = frozenset(self._tagger.labels())
        self._labels = {kind: labels & {BEGINS + kind, GOES_ON + kind} for kind in LEARNT_KINDS}

    def find(self, text: str, stay: Sequence[tuple[int, int]] = ()) -> list[Mark]:
        """Where personal data stands in ``text``, in order, except in what is to ``stay``. Words of one kind
        that stand together are one."""
        tokens = tokens_of(text)
        if not tokens or self._is_foreign([token for token, _, _ in tokens]):
            return []
        seen = self._sights(text, tokens)
        with self._lock:
            self._tagger.set(seen)
            guesses = [self._guess(at) for at in range(len(tokens))]
        is_shouted = text.isupper()
        markup = [found.span() for found in _MARKUP.finditer(text)]
        staying = {place for start, end in (*stay, *markup) for place in range(start, end)}
        found: list[Mark] = []
        follows = False
        for (token, start, end), guess in zip(tokens, guesses):
            is_likely = guess.chance >= self._least(token, is_shouted=is_shouted)
            is_personal = is_likely and start not in staying
            if is_personal and follows and found[-1].placeholder == guess.kind:
                found[-1] = found[-1]._replace(end=end)
            elif is_personal:
                found.append(Mark(start, end, guess.kind))
            follows = is_personal
        return [mark for mark in found if _WORD.search(text, mark.start, mark.end)]  # no number alone

    def _is_foreign(self, tokens: Sequence[str]) -> bool:
        """Whether most words that are no names are in no dictionary: what was learnt is of English, and to it
        all of another language looks like names."""
        words = [token.lower() for token in tokens if token[0].isalpha()]
        no_names = [word for word in words if self._gazetteer.kind(word) not in ONLY_NAMES]
        known = sum(map(self._gazetteer.is_ordinary, no_names))
        return len(words) >= _FEWEST_WORDS and 2 * known < len(no_names)

    def _least(self, token: str, *, is_shouted: bool) -> float:
        """The chance from which a word is taken out of a text, which may be in capitals throughout."""
        kinds = self._gazetteer
        if token[0].isdigit():
            return LEAST_OF_NUMBERS
        if not _LATIN.match(token) or len(token) == 1:
            return NEVER
        has_capital = token[0].isupper() and not is_shouted
        if has_capital and (kinds.is_thing(token) or kinds.is_misspelt_thing(token)):
            return NEVER
        if has_capital and token.isupper():
            return LEAST_OF_ABBREVIATIONS
        either_way = (kinds.kind(token), kinds.kind(token.lower()))
        if Kind.KEPT in either_way:
            return LEAST_OF_KEPT
        if Kind.ORDINARY in either_way:
            return LEAST_OF_ORDINARY
        if either_way[0] in (Kind.EITHER, Kind.WORD_OR_NAME):
            return LEAST_OF_EITHER_WITH_CAPITAL if has_capital else LEAST_OF_EITHER
        return LEAST_WITH_CAPITAL if has_capital else LEAST

    def _guess(self, at: int) -> _Guess:
        chance = 1 - self._tagger.marginal(NOTHING, at)
        if chance < LEAST:
            return _Guess("", chance)
        chances = {
            kind: sum(self._tagger.marginal(label, at) for label in labels)
            for kind, labels in self._labels.items()
        }
        return _Guess(max(chances, key=chances.__getitem__), chance)


class _Guess(NamedTuple):
    """The likeliest kind of personal data, and how likely any is."""

    kind: str
    chance: float


def is_stale(folder: Path = MARKED_FOLDER) -> bool:
    """Whether what is kept was learnt from other texts, or is missing."""
    try:
        mark = (folder / FINGERPRINT_FILE).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return True
    return not (folder / LEARNT_FILE).is_file() or mark != fingerprint_of_marked(folder)
