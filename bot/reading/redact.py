"""Personal data out, before anything is stored: each piece becomes a placeholder such as [name].

Ages, school years, dates of events, relationships, agencies and towns stay, because the guidance
rests on them. What cannot be told apart is taken out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.content.marked import Mark
from bot.reading.personal.addresses import Addresses, postcodes
from bot.reading.personal.birth_dates import birth_dates
from bot.reading.personal.gazetteer import Gazetteer
from bot.reading.personal.institutions import Institutions
from bot.reading.personal.learnt import LearntFinder
from bot.reading.personal.names import NameFinder
from bot.reading.personal.numbers import Numbers
from bot.reading.rules import RedactionRules, area_names, content_words, load_rules
from bot.reading.words import PLACEHOLDER, plain

_Finder = Callable[[str], list[tuple[int, int]]]


class Redactor:
    """Takes personal data out of text: first what rules find, then what was learnt finds in the rest."""

    def __init__(
        self,
        rules: RedactionRules,
        areas: Iterable[str] = (),
        small: Iterable[str] = (),
        learnt: Callable[[Gazetteer], LearntFinder] | None = LearntFinder,
    ) -> None:
        """Compiles the rules. ``areas`` are names of towns that stay, ``small`` ordinary words; with nothing
        ``learnt``, by the rules alone. Raises NothingLearnt where what was learnt is missing."""
        names = NameFinder(rules, areas, small)
        self._learnt = learnt(names.gazetteer) if learnt else None
        self._that_stay = names.that_stay
        numbers = Numbers(rules.numbers, names.gazetteer)
        addresses = Addresses(rules.places, names.gazetteer)
        institutions = Institutions(rules.places, names.gazetteer)
        # in this order: a date of birth is no telephone number, and a street is no surname
        self._finders: tuple[tuple[str, _Finder], ...] = (
            ("email", numbers.emails),
            ("number", numbers.persons),
            ("date", birth_dates),
            ("phone", numbers.phones),
            ("handle", numbers.accounts),
            ("postcode", postcodes),
            ("vehicle", numbers.vehicles),
            ("reference", numbers.references),
            ("address", addresses.find),
            ("place", institutions.find),
            ("name", names.find),
        )

    def __call__(self, text: str) -> str:
        """``text`` with placeholders. Doing it again changes nothing."""
        while (redacted := self._once(text)) != text:
            text = redacted
        return text

    def _once(self, text: str) -> str:
        seen = plain(text)
        for kind, find in self._finders:
            if spans := find(seen):
                text = _replace(text, [Mark(start, end, kind) for start, end in spans])
                seen = plain(text)
        return _replace(text, self._learnt.find(seen, self._that_stay(seen))) if self._learnt else text


_made: Redactor | None = None


def redact(text: str) -> str:
    """``text`` without personal data. Doing it again changes nothing."""
    return _default()(text)


def renew() -> Redactor:
    """Make the redactor anew from the files as they are now; until it is made, the old one is used."""
    global _made
    _made = Redactor(load_rules().redaction, area_names(), content_words())
    return _made


def _default() -> Redactor:
    return _made or renew()


def _replace(text: str, marks: Iterable[Mark]) -> str:
    pieces, at = [], 0
    for start, end, placeholder in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if start >= at and not PLACEHOLDER.search(text, start, end):
            pieces += [text[at:start], f"[{placeholder}]"]
            at = end
    return "".join([*pieces, text[at:]])
