"""How far a name reaches, who stands in one list with it, and where it stands again."""

from __future__ import annotations

import re

from spacy.lang.en.stop_words import STOP_WORDS

from bot.reading.personal.around_people import JOINED, Surroundings
from bot.reading.personal.gazetteer import MAYBE_NAMES, ONLY_NAMES, SHORT, Gazetteer, Kind
from bot.reading.personal.name_lists import NameLists
from bot.reading.personal.tokens import Word
from bot.reading.rules import NameRules

_NAME = "[name]"
_JOINED_INITIALS = re.compile(r"[A-Z]-[A-Z]")


class NameExtent:
    """From the words that are names to all of what is to be taken out."""

    def __init__(self, rules: NameRules, lists: NameLists, gazetteer: Gazetteer) -> None:
        """``lists`` are those of ``rules``."""
        self._rules = rules
        self._lists = lists
        self._gazetteer = gazetteer

    def join_lists(self, around: Surroundings, found: set[int], kept: set[int]) -> None:
        """Adds to ``found`` what stands in one list with a name: "Hope and Kieran"."""
        names = [place for place, word in enumerate(around.words) if place in found or word.text == _NAME]
        while names:
            one = names.pop()
            for two in self._neighbours(around, one):
                fits = self._fits_list(around, two) or two < one and self._is_surname_first(around, two)
                if two not in found and two not in kept and fits:
                    found.add(two)
                    names.append(two)

    def _neighbours(self, around: Surroundings, place: int) -> list[int]:
        """The places of words that stand in one list with the word at ``place``."""
        words, text = around.words, around.text
        after = (other for other in (place + 1, place + 2, place + 3) if other < len(words))
        before = (other for other in (place - 1, place - 2, place - 3) if other >= 0)
        return [
            *(other for other in after if JOINED.fullmatch(text, words[place].end, words[other].start)),
            *(other for other in before if JOINED.fullmatch(text, words[other].end, words[place].start)),
        ]

    def _fits_list(self, around: Surroundings, place: int) -> bool:
        word = around.words[place]
        kind = self._gazetteer.kind(word.text)
        if len(word.text) == 1 or around.is_thing(place) or word.lower in self._rules.numbered:
            return False
        if word.lower in self._rules.calendar and around.is_time(place):
            return False  # "on 3 May, Grace rang"
        if word.capital and not word.text.isupper():
            place_name = kind is Kind.EITHER and around.is_place(place)
            aged = around.is_aged(place) and kind is not Kind.KEPT
            return kind in MAYBE_NAMES and not place_name or aged
        if word.text.isupper():
            return kind in ONLY_NAMES or len(word.text) <= SHORT and kind is Kind.UNKNOWN
        strange = (
            kind is Kind.UNKNOWN and len(word.text) > SHORT and not self._gazetteer.is_ordinary(word.lower)
        )
        return kind is Kind.NAME or strange and not self._gazetteer.is_misspelt(word.lower)

    def _is_surname_first(self, around: Surroundings, place: int) -> bool:
        """Whether it is a surname written before the given name: "Smith, Ollie"."""
        word = around.words[place]
        return (
            word.first
            and word.capital
            and around.gap(place) == ", "
            and (self._gazetteer.is_surname(word.text) or self._is_shouted_surname(word))
        )

    def _is_shouted_surname(self, word: Word) -> bool:
        """Whether it is written as a surname is in the head of a form: "MCALLISTER, Skye"."""
        shouted = word.text.isupper() and len(word.text) > SHORT
        return shouted and self._gazetteer.kind(word.text) is Kind.UNKNOWN

    def spans(self, around: Surroundings, found: set[int], kept: set[int]) -> list[tuple[int, int]]:
        """From where to where the names reach that begin at ``found``, without overlaps."""
        spans = []
        place = 0
        while place < len(around.words):
            if place in found:
                last = self._last(around, place, kept)
                spans.append((around.words[place].start, around.words[last].end))
                place = last
            place += 1
        return spans

    def _last(self, around: Surroundings, place: int, kept: set[int]) -> int:
        """The last word of the name that starts at ``place``."""
        last = place
        while last + 1 < len(around.words) and last + 1 not in kept:
            gap = around.gap(last)
            initial = len(around.words[last].text) <= 2
            if gap not in (" ", "-") and not (initial and gap in (". ", ".")):
                break
            if not (self._joins(around, last + 1, place) or self._is_particle(around, last + 1)):
                break
            last += 1
        return last

    def _joins(self, around: Surroundings, place: int, first: int) -> bool:
        """Whether the word at ``place`` goes on with a name that began at ``first``."""
        word, start = around.words[place], around.words[first]
        kind = self._gazetteer.kind(word.text)
        if around.has_other_name(place):
            return word.capital
        if len(word.text) == 1:
            return word.text.isupper() and not around.text[word.end : word.end + 1].isdigit()
        if _JOINED_INITIALS.fullmatch(word.text):
            return True
        if not start.capital:
            return self._is_small_surname(around, place)
        surname = self._gazetteer.is_surname(word.text)
        kind_of_first = self._gazetteer.kind(start.text)
        if kind is Kind.KEPT:
            written = word.capital and not word.text.isupper() and place - first == 1
            surname = surname or self._gazetteer.is_town(word.text) and kind_of_first is Kind.NAME
            return written and surname and not around.is_thing(place)
        if word.text.isupper() != start.text.isupper() and len(start.text) > 2:
            return False
        if word.text.isupper() and word.lower in self._rules.says:
            return False  # "HOPE SAID NO", although Said is a name
        if word.lower in self._rules.numbered or word.text == word.lower:
            return False
        name = kind is not Kind.ORDINARY or surname or around.is_titled(first)
        return name or self._ends_name(around, place, first)

    def _ends_name(self, around: Surroundings, place: int, first: int) -> bool:
        """Whether an ordinary word right after a given name can only be the surname: "Jayne Pickup"."""
        word = around.words[place]
        if place - first > 1 or self._gazetteer.kind(around.words[first].text) is not Kind.NAME:
            return False
        if word.lower in self._lists.anybody or around.is_thing(first) or word.text.isupper():
            return False
        following = around.words[place + 1] if around.after(place) else None
        return following is None or not following.capital

    def _is_small_surname(self, around: Surroundings, place: int) -> bool:
        word = around.words[place]
        if word.capital or word.lower in STOP_WORDS or not self._gazetteer.is_surname(word.text):
            return False
        ends = around.text[word.end : word.end + 1] in ",.(;'" or place + 1 == len(around.words)
        return (
            self._gazetteer.kind(word.text) in ONLY_NAMES
            or around.says(place)
            or around.is_aged(place)
            or ends
        )

    def _is_particle(self, around: Surroundings, place: int) -> bool:
        """Whether a word such as "ibn" stands between two parts of a name."""
        if around.words[place].lower not in self._rules.particles or not around.after(place):
            return False
        following = around.words[place + 1]
        return following.capital or self._is_particle(around, place + 1)

    def again(
        self, around: Surroundings, spans: list[tuple[int, int]], kept: set[int]
    ) -> list[tuple[int, int]]:
        """``spans`` and every other place where a part of those names stands."""
        if not spans:
            return spans
        starts = {word.start for word in around.words for start, end in spans if start <= word.start < end}
        exact: set[str] = set()
        any_case: set[str] = set()
        for word in around.words:
            if word.start not in starts or len(word.text) == 1 or word.lower in self._rules.particles:
                continue
            exact.add(word.text)
            if self._gazetteer.is_sure(word.text) and self._is_only_name(word):
                any_case.add(word.lower)
        more = [
            (word.start, word.end)
            for place, word in enumerate(around.words)
            if (word.text in exact or word.lower in any_case)
            and word.start not in starts
            and place not in kept
            and self._is_meant_again(around, place, any_case)
        ]
        return sorted([*spans, *more])

    def _is_only_name(self, word: Word) -> bool:
        kind = self._gazetteer.kind(word.text)
        return kind in (*ONLY_NAMES, Kind.UNKNOWN) and not self._gazetteer.is_ordinary(word.lower)

    def _is_meant_again(self, around: Surroundings, place: int, any_case: set[str]) -> bool:
        word = around.words[place]
        if word.lower in any_case:
            return True
        if word.lower in self._rules.calendar and around.is_time(place):
            return False
        if around.is_thing(place) and self._gazetteer.kind(word.text) is Kind.WORD_OR_NAME:
            return False  # "Faith leaders", although Faith was found
        return word.capital or self._gazetteer.kind(word.text) in (*ONLY_NAMES, Kind.UNKNOWN)
