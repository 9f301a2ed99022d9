"""Names of people in free text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.reading.personal.around_people import Surroundings
from bot.reading.personal.gazetteer import Gazetteer
from bot.reading.personal.name_extent import NameExtent
from bot.reading.personal.name_lists import NameLists
from bot.reading.personal.naming import Naming
from bot.reading.personal.tokens import Word, words_of
from bot.reading.rules import RedactionRules

_Phrase = tuple[tuple[str, ...], int]  # its words and its length with all between them


class NameFinder:
    """Finds the names of people. ``areas`` are towns that stay, ``small`` ordinary words."""

    def __init__(self, rules: RedactionRules, areas: Iterable[str] = (), small: Iterable[str] = ()) -> None:
        """Compiles the rules."""
        areas = tuple(areas)
        self.gazetteer = Gazetteer(rules, areas, small)
        self._rules = rules.names
        self._lists = NameLists(rules.names)
        self._naming = Naming(rules, self._lists, self.gazetteer)
        self._extent = NameExtent(rules.names, self._lists, self.gazetteer)
        self._phrases: dict[tuple[str, str], list[_Phrase]] = {}  # by their first two words
        for phrase in (*areas, *(phrase for group in rules.kept.phrases.values() for phrase in group)):
            parts = tuple(word.lower for word in words_of(phrase))
            if len(parts) > 1:
                self._phrases.setdefault((parts[0], parts[1]), []).append((parts, len(phrase)))

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where names stand in ``text``, without overlaps, in order. ``text`` must be ``plain``."""
        around = Surroundings(self._rules, self._lists, text, words_of(text))
        kept = self._kept(around)
        places = (place for place in range(len(around.words)) if place not in kept)
        found = {place for place in places if self._naming.is_name(around, place)}
        self._extent.join_lists(around, found, kept)
        return self._extent.again(around, self._extent.spans(around, found, kept), kept)

    def that_stay(self, text: str) -> list[tuple[int, int]]:
        """Where words stand that sound like names and are none: "Clare's Law". ``text`` must be ``plain``."""
        around = Surroundings(self._rules, self._lists, text, words_of(text))
        kept = self._kept(around)
        kept |= {place for place in range(len(around.words)) if around.is_thing_by_its_place(place)}
        return [(around.words[place].start, around.words[place].end) for place in sorted(kept)]

    def _kept(self, around: Surroundings) -> set[int]:
        return self._in_phrases(around.words) | around.drugs()

    def _in_phrases(self, words: Sequence[Word]) -> set[int]:
        """The places of words that belong to a phrase that stays."""
        kept: set[int] = set()
        for place, (word, following) in enumerate(pairwise(words)):
            for parts, length in self._phrases.get((word.lower, following.lower), ()):
                here = words[place : place + len(parts)]
                together = here[-1].end - word.start <= length
                if together and tuple(part.lower for part in here) == parts:
                    kept.update(range(place, place + len(parts)))
        return kept
