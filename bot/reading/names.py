"""Names of people in free text, by what each word is and by the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.lang.en.stop_words import STOP_WORDS

from bot.reading.gazetteer import Gazetteer, Kind
from bot.reading.name_context import Lists, Surroundings
from bot.reading.rules import RedactionRules
from bot.reading.tokens import Word, words_of
from bot.reading.words import base_forms, is_adjective, is_inflected_verb, is_known, plain

_SHORT = 3
_NAMES = (Kind.NAME, Kind.SURNAME)
_MAYBE = (Kind.NAME, Kind.SURNAME, Kind.WORD_OR_NAME, Kind.EITHER, Kind.UNKNOWN)
_NAME = "[name]"
_DOTTED = re.compile(r"[A-Z](?:\.[A-Z]){1,2}")
_IS_SOMEBODY = re.compile(r"\s+(?:is|was)\s+(?:one\s+of\s+)?(?:the|a|an|my|our|his|her|their)\s+(?P<what>[\w-]+(?:\s+[\w-]+){0,2})")
_IS_SOMETHING = re.compile(r"\s+(?:is|was|isn't|wasn't)\s+(?!(?:a|an|the|our|my|your|his|her|their|always|what|when|why|how|where|good|this|that|nice|hard|full|due|over|late|high|low|unpaid|paid)\b)\w", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|&|/|,?\s+(?:and|or|with|n))\s*(?:and\s+|baby\s+|little\s+|then\s+)?")
_NUMBERED = frozenset("year key stage level tier section class set form age part page room week day grade band ward".split())


class NameFinder:
    """Finds the names of people. ``areas`` are towns that stay, ``small`` ordinary words."""

    def __init__(self, rules: RedactionRules, areas: Iterable[str] = (), small: Iterable[str] = ()) -> None:
        """Compiles the rules."""
        areas = tuple(areas)
        self.gazetteer = Gazetteer(rules, areas, small)
        self._lists = Lists(rules.names)
        self._actors = frozenset(rules.kept.actors)
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        for phrase in (*areas, *(phrase for group in rules.kept.phrases.values() for phrase in group)):
            parts = tuple(word.lower for word in words_of(phrase))
            if len(parts) > 1:
                self._phrases.setdefault(parts[0], []).append(parts)

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where names stand in ``text``, without overlaps, in order."""
        text = plain(text)
        around = Surroundings(self._lists, text, words_of(text))
        kept = self._in_phrases(around.words) | around.drugs()
        found = {
            place for place in range(len(around.words)) if place not in kept and self._is_name(around, place)
        }
        self._join_lists(around, found, kept)
        spans = self._spans(around, found, kept)
        return self._again(around, spans, kept)

    def _in_phrases(self, words: list[Word]) -> set[int]:
        """The places of words that belong to a phrase that stays."""
        kept: set[int] = set()
        for place, word in enumerate(words):
            for parts in self._phrases.get(word.lower, ()):
                here = words[place : place + len(parts)]
                if tuple(part.lower for part in here) == parts and here[-1].end - word.start <= len(
                    " ".join(parts)
                ):
                    kept.update(range(place, place + len(parts)))
        return kept

    def _is_name(self, around: Surroundings, place: int) -> bool:
        word = around.words[place]
        kind = self.gazetteer.kind(word.text)
        if _DOTTED.fullmatch(word.text):
            return not self.gazetteer.is_agency(word.text)
        if word.capital and around.is_titled(place) and (kind is not Kind.KEPT or self._is_kept_surname(word)):
            return word.lower not in self._lists.not_called
        if len(word.text) == 1:
            return self._is_initial(around, place)
        if word.text.isupper():
            return self._is_shouted(around, place, kind)
        if kind is Kind.KEPT:
            return False
        if not word.capital:
            return self._is_small(around, place, kind)
        return self._is_capital(around, place, kind)

    def _is_initial(self, around: Surroundings, place: int) -> bool:
        """Whether a single letter is somebody: "K's mum", or stands for a given name: "J. Marsh"."""
        word = around.words[place]
        article = word.text == "I" or word.text == "A" and word.first
        if not word.capital or article or around.before(place) in _NUMBERED:
            return False
        if around.owns_person(place) or around.says(place):
            return True
        if around.before(place) != "child" and around.is_aged_after_pause(place):
            return True
        if place + 1 >= len(around.words) or around.gap(place) not in (" ", ". ", ".") or around.is_thing(place):
            return False
        dotted = around.gap(place).startswith(".")
        following = around.words[place + 1]
        kind = self.gazetteer.kind(following.text)
        surname = kind in _NAMES or kind is Kind.UNKNOWN or self.gazetteer.is_surname(following.text)
        return following.capital and not following.text.isupper() and surname and (dotted or word.text != "A")

    def _is_kept_surname(self, word: Word) -> bool:
        """Whether a town or the like can be a surname, or initials are joined: "Mrs Bolton", "Miss P-W"."""
        return self.gazetteer.is_surname(word.text) or "-" in word.text

    def _is_shouted(self, around: Surroundings, place: int, kind: Kind) -> bool:
        """Initials, and names in capitals throughout."""
        word = around.words[place]
        kin = around.owns_person(place)
        if around.is_determined(place) and not kin:
            return False
        if kind is Kind.KEPT:
            agency = self.gazetteer.is_agency(word.text) and word.text not in self._actors
            return agency and len(word.text) <= _SHORT and (kin or around.is_aged_after_pause(place))
        person = around.is_aged(place) or kin or around.is_kin(place) or around.is_called(place)
        if len(word.text) <= _SHORT:
            told = around.says(place) or around.is_somehow(place)
            initials = kind is not Kind.ORDINARY or len(word.text) < _SHORT
            return initials and (person or told or around.before(place) in self._lists.anybody)
        if kind in _NAMES:
            return person or not around.is_thing(place)
        return kind in _MAYBE and person and not word.first

    def _is_small(self, around: Surroundings, place: int, kind: Kind) -> bool:
        """Whether a name was written without its capital."""
        word = around.words[place]
        if around.is_titled(place) and word.lower not in STOP_WORDS:
            sure = around.title(place) in ("mr", "mrs")
            return kind in (*_NAMES, Kind.UNKNOWN) or (sure and self.gazetteer.is_surname(word.text))
        called = around.is_called(place) and word.lower not in self._lists.not_called
        if kind is Kind.ORDINARY and not called:
            return False
        if kind is Kind.NAME and around.before(place) in ("the", "a", "an") and not around.is_family(place):
            return False
        if kind is Kind.NAME:
            person = around.is_aged(place) or around.is_kin(place) or around.says(place) or called
            return self.gazetteer.is_sure(word.text) or person
        strange = kind is Kind.UNKNOWN and len(word.text) > _SHORT and not self.gazetteer.is_ordinary(word.lower)
        if called:
            noun = not is_adjective(word.lower) and not is_inflected_verb(word.lower)
            return strange or kind in (*_NAMES, Kind.WORD_OR_NAME) or noun and around.is_person_called(place)
        pause = around.is_aged_after_pause(place) and word.lower not in STOP_WORDS
        if kind in (Kind.WORD_OR_NAME, Kind.SURNAME):
            at_home = around.before(place) in self._lists.titles_at_home and word.lower not in STOP_WORDS
            kin = around.before(place) in self._lists.kin and word.lower not in STOP_WORDS
            acts = around.says(place) or around.acts_next(place) or bool(around.owns(place))
            return pause or (at_home and not word.lower.endswith("s")) or (kin and acts)
        related = around.before(place) in self._lists.kin or around.before(place, ", ") in self._lists.kin
        owner = self._is_noun(around.owns(place)) and not around.is_determined(place)
        if strange and (owner or around.is_subject(place)) and not self.gazetteer.is_misspelt(word.lower):
            return True
        if strange and (related or pause) and not self.gazetteer.is_misspelt(word.lower):
            following = around.text[word.end : word.end + 1]
            return pause or around.says(place) or around.acts_next(place) or following in ",'(" and following != ""
        return False

    def _is_capital(self, around: Surroundings, place: int, kind: Kind) -> bool:
        word = around.words[place]
        if word.lower in self._lists.titles and around.after(place):
            return False
        if around.has_role(place) and kind in _MAYBE and not (around.words[place - 1].first and kind is Kind.UNKNOWN and self.gazetteer.is_ordinary(word.lower)):
            return True
        if around.is_called(place) and word.lower not in self._lists.not_called:
            passive = around.before(place) != "called" or around.before(place - 1) not in ("she", "he", "i", "we", "they", "and", "then")
            return kind is not Kind.ORDINARY or passive
        if around.is_thing(place) and not around.is_aged(place):
            return kind in _NAMES and word.first and not around.is_determined(place) and around.after(place) not in self._lists.things
        if kind in _NAMES:
            return not (kind is Kind.SURNAME and (around.is_place(place) or around.is_reached(place)))
        if kind is Kind.EITHER:
            return self._is_either(around, place)
        if kind is Kind.WORD_OR_NAME:
            return self._is_word_or_name(around, place)
        if kind is Kind.UNKNOWN:
            return self._is_unknown(around, place)
        return self._is_ordinary(around, place)

    def _is_person(self, around: Surroundings, place: int) -> bool:
        """Whether the words around it treat it as a person beyond doubt."""
        return (
            around.is_aged(place)
            or around.says(place)
            or around.is_explained(place)
            or around.owns_person(place)
            or around.is_kin(place)
            or around.has_family(place)
            or self._before_surname(around, place)
        )

    def _before_surname(self, around: Surroundings, place: int) -> bool:
        if not around.after(place):
            return False
        following = around.words[place + 1]
        kind = self.gazetteer.kind(following.text)
        return following.capital and (kind in _NAMES or kind is Kind.UNKNOWN) and not around.is_thing(place + 1)

    def _is_either(self, around: Surroundings, place: int) -> bool:
        word = around.words[place]
        if around.is_after_number(place):
            return False
        if around.is_aged(place) or around.has_family(place) or around.owns_person(place) or around.is_kin(place):
            return True
        if around.is_place(place) or around.may_be_reached(place) or around.is_determined(place):
            return False
        if around.says(place) or around.does(place) and not word.first or around.is_explained(place):
            return True
        if self._before_surname(around, place) or around.is_somehow(place):
            return True
        acts = is_inflected_verb(around.after(place))
        return self.gazetteer.is_likely_given(word.text) and (acts or not word.first)

    def _is_word_or_name(self, around: Surroundings, place: int) -> bool:
        word = around.words[place]
        bare = word.lower in self._lists.bare
        calendar = word.lower in self._lists.calendar
        acts = around.says(place) or around.acts_next(place, surely=True)
        if calendar and (around.is_time(place) or self._follows_time(around, place)):
            return acts and not word.first
        if self._is_person(around, place):
            return True
        if not word.first:
            if around.is_determined(place):
                return around.before(place) in ("our", "my") and not bare and not around.after(place)
            if around.before(place) == "in" and not around.owns(place):
                return False
            if around.before(place) in self._lists.described:
                return False
            return not self._in_title(around, place)
        if around.is_one_of_aged(place):
            return True
        if bare:
            does = around.does(place) and around.after(place) not in self._lists.happens
            return does or acts or around.is_somehow(place) and around.after(place) not in ("in", "at")
        owned = self._is_noun(around.owns(place))
        does = acts or around.does(place) or around.is_somehow(place) or self._has_role_after(around, place)
        return owned or does or bool(_IS_SOMETHING.match(around.text, word.end))

    def _follows_time(self, around: Surroundings, place: int) -> bool:
        """Whether it stands in a list after a month or the like: "in March, April and June"."""
        joined = around.before(place) in ("and", "or", "to")
        earlier = place - 2 if joined else place - 1
        if earlier < 0 or around.gap(earlier) not in ((" ",) if joined else (", ", "/", "-")):
            return False
        word = around.words[earlier]
        timed = around.is_time(earlier) or self._follows_time(around, earlier)
        return word.lower in self._lists.calendar and timed or self.gazetteer.kind(word.text) is Kind.KEPT

    def _has_role_after(self, around: Surroundings, place: int) -> bool:
        """Whether it is said what they are: "is one of our coaches"."""
        match = _IS_SOMEBODY.match(around.text, around.words[place].end)
        words = match["what"].lower().split() if match else ()
        return any(form in self._lists.persons for word in words for form in base_forms(word))

    def _is_noun(self, owned: str) -> bool:
        return bool(owned) and owned not in STOP_WORDS and owned not in ("due", "over", "late", "early", "here", "high", "gone", "coming") and is_known(owned)

    def _in_title(self, around: Surroundings, place: int) -> bool:
        """Whether capitals on both sides make it part of a heading: "Half Term Grace Period"."""
        def ordinary(at: int) -> bool:
            other = around.words[at]
            return other.capital and not other.first and self.gazetteer.kind(other.text) is Kind.ORDINARY and not self.gazetteer.is_surname(other.text)

        after = around.after(place) and ordinary(place + 1)
        before = around.before(place) and ordinary(place - 1) and around.before(place) not in self._lists.persons
        return bool(after or before)

    def _is_unknown(self, around: Surroundings, place: int) -> bool:
        word = around.words[place]
        if self._is_person(around, place) or around.is_family(place):
            return True
        if around.before(place) in ("the", "a", "an", "some", "this"):
            return self._is_clan(word) and around.before(place) == "the"
        if around.is_place(place) or around.is_reached(place) or around.is_where(place) or around.is_used(place):
            return bool(around.owns(place))
        if self._keeps_company(around, place):
            return False
        if word.first:
            return not (self.gazetteer.is_ordinary(word.lower) or self.gazetteer.is_misspelt(word.lower))
        return True

    def _keeps_company(self, around: Surroundings, place: int) -> bool:
        """Whether it stands in a list after a thing or place that stays: "Concerta and Circadin"."""
        earlier = place - 2 if around.before(place) in ("and", "or") else place - 1
        if earlier < 0 or not _JOINED.fullmatch(around.text, around.words[earlier].end, around.words[place].start):
            return False
        return self.gazetteer.is_thing(around.words[earlier].text)

    def _is_clan(self, word: Word) -> bool:
        """Whether it is a surname of many: "the O'Driscolls"."""
        stem = word.text.removesuffix("s")
        return stem != word.text and (self.gazetteer.is_surname(stem) or word.text.startswith(("O'", "Mc")))

    def _is_ordinary(self, around: Surroundings, place: int) -> bool:
        """Whether an ordinary word with a capital is here a name: "her son River, 9"."""
        word = around.words[place]
        if around.is_family(place) and not around.is_kin(place):
            return self.gazetteer.is_surname(word.text) and not (word.first and is_adjective(word.lower))
        if word.first or word.lower in _NUMBERED or word.lower in self._lists.anybody or around.is_determined(place) or self._in_title(around, place):
            return False
        if around.is_aged(place):
            return True
        owned = around.owns(place) in self._lists.kin
        acts = around.says(place) or around.does(place) or around.is_somehow(place) or around.acts_next(place)
        return owned or around.before(place) in self._lists.kin and around.before(place) not in ("mum", "dad", "ex") and acts

    def _join_lists(self, around: Surroundings, found: set[int], kept: set[int]) -> None:
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
            *(other for other in after if _JOINED.fullmatch(text, words[place].end, words[other].start)),
            *(other for other in before if _JOINED.fullmatch(text, words[other].end, words[place].start)),
        ]

    def _fits_list(self, around: Surroundings, place: int) -> bool:
        word = around.words[place]
        kind = self.gazetteer.kind(word.text)
        if len(word.text) == 1 or around.is_thing(place) or word.lower in _NUMBERED:
            return False
        if word.capital and not word.text.isupper():
            return kind in _MAYBE and not (kind is Kind.EITHER and around.is_place(place)) or around.is_aged(place) and kind is not Kind.KEPT
        if word.text.isupper():
            return len(word.text) <= _SHORT and kind is Kind.UNKNOWN
        strange = kind is Kind.UNKNOWN and len(word.text) > _SHORT and not self.gazetteer.is_ordinary(word.lower)
        return kind is Kind.NAME or strange and not self.gazetteer.is_misspelt(word.lower)

    def _is_surname_first(self, around: Surroundings, place: int) -> bool:
        """Whether it is a surname written before the given name: "Smith, Ollie"."""
        word = around.words[place]
        return word.first and word.capital and around.gap(place) == ", " and self.gazetteer.is_surname(word.text)

    def _spans(self, around: Surroundings, found: set[int], kept: set[int]) -> list[tuple[int, int]]:
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
        kind = self.gazetteer.kind(word.text)
        if len(word.text) == 1:
            return word.text.isupper() and not around.text[word.end : word.end + 1].isdigit()
        if not start.capital:
            return self._is_small_surname(around, place)
        surname = self.gazetteer.is_surname(word.text)
        if kind is Kind.KEPT:
            return word.capital and not word.text.isupper() and surname and not around.is_thing(place) and place - first == 1
        if word.text.isupper() != start.text.isupper() and len(start.text) > 2:
            return False
        if word.lower in _NUMBERED or word.text == word.lower:
            return False
        return kind is not Kind.ORDINARY or surname or around.is_titled(first) or self._ends_name(around, place, first)

    def _ends_name(self, around: Surroundings, place: int, first: int) -> bool:
        """Whether an ordinary word right after a given name can only be the surname: "Jayne Pickup"."""
        word = around.words[place]
        if place - first > 1 or self.gazetteer.kind(around.words[first].text) is not Kind.NAME:
            return False
        if word.lower in self._lists.anybody or around.is_thing(first) or word.text.isupper():
            return False
        following = around.words[place + 1] if around.after(place) else None
        return following is None or not following.capital

    def _is_small_surname(self, around: Surroundings, place: int) -> bool:
        word = around.words[place]
        if word.capital or word.lower in STOP_WORDS or not self.gazetteer.is_surname(word.text):
            return False
        ends = around.text[word.end : word.end + 1] in ",.(;'" or place + 1 == len(around.words)
        return self.gazetteer.kind(word.text) in _NAMES or around.says(place) or around.is_aged(place) or ends

    def _is_particle(self, around: Surroundings, place: int) -> bool:
        """Whether a word such as "ibn" stands between two parts of a name."""
        if around.words[place].lower not in self._lists.particles or not around.after(place):
            return False
        following = around.words[place + 1]
        return following.capital or self._is_particle(around, place + 1)

    def _again(self, around: Surroundings, spans: list[tuple[int, int]], kept: set[int]) -> list[tuple[int, int]]:
        """``spans`` and every other place where a part of those names stands."""
        if not spans:
            return spans
        starts = {word.start for word in around.words for start, end in spans if start <= word.start < end}
        exact: set[str] = set()
        any_case: set[str] = set()
        for word in around.words:
            if word.start not in starts or len(word.text) == 1 or word.lower in self._lists.particles:
                continue
            exact.add(word.text)
            if len(word.text) > _SHORT and self._is_only_name(word):
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
        kind = self.gazetteer.kind(word.text)
        return kind in (*_NAMES, Kind.UNKNOWN) and not self.gazetteer.is_ordinary(word.lower)

    def _is_meant_again(self, around: Surroundings, place: int, any_case: set[str]) -> bool:
        word = around.words[place]
        if word.lower in any_case:
            return True
        if word.lower in self._lists.calendar and around.is_time(place):
            return False
        return word.capital or self.gazetteer.kind(word.text) in _NAMES
