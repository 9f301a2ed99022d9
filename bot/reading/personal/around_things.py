"""Whether the words around a word make it a thing, a place or a time, and nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading.personal.name_lists import NameLists
from bot.reading.personal.tokens import Neighbours, Word
from bot.reading.rules import NameRules
from bot.reading.words import is_adjective

_YEAR_FOLLOWS = re.compile(r"\s+(?:(?:19|20)\d\d|'\d\d)\b")
_CONTAINED = re.compile(
    r"\b(?:packets?|packs?|box(?:es)?|bottles?|cans?|tins?|tubs?|bags?|jars?|pairs?|types?|brands?"
    r"|doses?|courses?|tubes?|sachets?|strips?"
    r"|cartons?|multipacks?|crates?|litres?|glass(?:es)?|pints?|shots?|cups?|lines?|grams?|wraps?"
    r"|carrier bags?)\s+of\s+(?:[a-z]+\s+)?$"
)
_UPPER = re.compile(r"[A-Z]")
_SMALL = re.compile(r"[a-z]")
_FAR = 60
_SHORTEST_MEDICINE = 8
_TO_AND_FROM = ("to", "from", "at")
_PLACES = frozenset(("[address]", "[postcode]", "[place]"))
_ALONG = frozenset("to home out from away with into upstairs back off by aside for and".split())


class AroundThings(Neighbours):
    """Questions about the words around a word, whether they make it a thing, a place or a time."""

    def __init__(self, rules: NameRules, lists: NameLists, text: str, words: Sequence[Word]) -> None:
        """``lists`` are those of ``rules``, ``words`` those of ``text``."""
        super().__init__(text, words)
        self.rules = rules
        self.lists = lists

    def called_by(self, place: int) -> bool:
        """Whether the word before can be the last of "called", "name is" and the like."""
        return bool(place) and self.words[place - 1].lower in self.lists.called_last

    def is_called_thing(self, place: int) -> bool:
        """Whether it is a thing that is called this: "an essay called"."""
        return self.called_by(place) and bool(self.precedes(self.lists.thing_called, place))

    def is_shouting(self, place: int) -> bool:
        """Whether all around is written in capitals, so that they say nothing."""
        word = self.words[place]
        around = self.text[max(0, word.start - _FAR) : word.start] + self.text[word.end : word.end + _FAR]
        return len(_UPPER.findall(around)) > len(_SMALL.findall(around))

    def is_placeholder(self, place: int) -> bool:
        """Whether a letter stands for somebody on purpose: "Child A", "Sibling 2 and Adult B"."""
        return bool(place) and self.before(place) in self.rules.placeholders and self.words[place - 1].capital

    def is_with_ampersand(self, place: int) -> bool:
        """Whether a letter belongs to an abbreviation: "A&E said"."""
        word = self.words[place]
        return "&" in (self.text[word.start - 1 : word.start], self.text[word.end : word.end + 1])

    def is_thing(self, place: int) -> bool:
        """Whether the words around make it the name of a thing: "the Benjamin scheme"."""
        return self.after(place) in self.rules.things or self.before(place) in self.rules.thing_before

    def is_place(self, place: int) -> bool:
        """Whether a word stands before that leads to a place: "in", "near"."""
        return not self.owns(place) and (
            self.before(place) in self.rules.place_before or self.before(place, ", ") in _PLACES
        )

    def is_reached(self, place: int) -> bool:
        """Whether somebody goes to it or comes from it: "moved to"."""
        return self.before(place) in _TO_AND_FROM and self.before(place - 1) in self.rules.place_verbs

    def is_where(self, place: int) -> bool:
        """Whether something happens there: "works at"; not "shouts at"."""
        return self.before(place) == "at" and self.before(place - 1) not in self.rules.at_people

    def may_be_reached(self, place: int) -> bool:
        """Whether it may be a place by "to" or "from": not after "spoke to"."""
        people = self.rules.to_people
        return (
            not self.owns(place)
            and self.before(place) in _TO_AND_FROM
            and self.before(place - 1) not in people
        )

    def is_used(self, place: int) -> bool:
        """Whether a word stands before that leads to a medicine, a game or a shop."""
        before = self.before(place)
        if self.is_contained(place):
            return True
        if is_adjective(before) and self.before(place - 1) in self.rules.thing_verbs:
            return True
        medicine = before in self.rules.medicine_verbs and self.words[place].lower.endswith(
            self.rules.medicine_endings
        )
        return medicine or before in self.rules.thing_verbs

    def is_contained(self, place: int) -> bool:
        """Whether it is what a bottle or the like holds: "six cans of Stella"."""
        return bool(self.precedes(_CONTAINED, place)) and not self.owns(place)

    def is_medicine(self, place: int) -> bool:
        """Whether it ends as the names of substances do: "Tinzaparin"."""
        lower = self.words[place].lower
        return len(lower) >= _SHORTEST_MEDICINE and lower.endswith(self.rules.medicine_endings)

    def is_product(self, place: int) -> bool:
        """Whether something is of this brand: "a Dior perfume"."""
        determined = self.is_determined(place) and self.before(place) != "our"
        described = self.before(place) in self.rules.described_products
        return (determined or described) and self.after(place) in self.rules.products

    def is_thing_by_its_place(self, place: int) -> bool:
        """Whether, whatever it looks like, it is something that is used or called this."""
        return self.is_product(place) or self.is_medicine(place) or self.is_called_thing(place)

    def is_after_number(self, place: int) -> bool:
        """Whether digits stand before, as before a month."""
        start = self.words[place].start
        return self.text[max(0, start - 5) : start].rstrip(" thndsr")[-1:].isdigit()

    def drugs(self) -> set[int]:
        """The places of names that are used as street names of drugs."""
        places: set[int] = set()
        for place, word in enumerate(self.words):
            if self.before(place) not in self.rules.drug_verbs:
                continue
            if word.lower in self.rules.drugs_named_like_people and self.after(place) not in _ALONG:
                places.add(place)
            elif f"{word.lower} {self.after(place)}" in self.rules.drugs_named_like_people:
                places.update((place, place + 1))
        return places

    def is_time(self, place: int) -> bool:
        """Whether it is a month or season by the word or number before: "since May", "3 June", "May 2022"."""
        if self.before(place) in self.rules.times or self.is_after_number(place):
            return True
        if self.before(place) == "s" and self.words[place - 2].lower in ("it", "that", "this"):
            return True
        return bool(self.follows(_YEAR_FOLLOWS, place))
