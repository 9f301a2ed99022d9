"""Addresses, postcodes, and schools, surgeries, homes, churches and clubs by their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bot.reading.gazetteer import Gazetteer, Kind
from bot.reading.rules import PlaceRules

Spans = list[tuple[int, int]]

_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
_DISTRICT = re.compile(
    r"\b(?:(?:post\s?code|postal)(?:\s+(?:area|district|is|starts|starting|begins|with))*\s*:?\s*(?P<it>[A-Z]{1,2}\d{1,2}[A-Z]?)"
    r"|(?:in|from|near|around|round|to|of|the)\s+(?P<bare>(?-i:(?!KS|PS|GP|CP|EY|YR|PP|MP|HT|SW\b)[A-Z]{2}\d{1,2}))(?:\s+area)?)(?![\w-])",
    re.IGNORECASE,
)
_LIVED_DISTRICT = re.compile(r"\b(?:lives?|living|lived|based|house|flat|moved|moving|staying|stays)\s+(?:in|to)\s+(?P<it>[A-Z]\d{1,2})\b(?![\w.-])")
_UNITS = r"(?!\s*(?:years?|yrs?|months?|weeks?|days?|hours?|nights?|times|kids|children|people|adults|others|of|am|pm|bed|beds|bedroom|bedrooms|miles?|mins?|minutes|%|or|/|\.\d|o'clock|brothers|sisters|siblings|boys|girls|x\b)\b)"
_NUMBER = r"\d{1,4}[a-zA-Z]?"
_CAPITAL = r"[A-Z][\w'.&-]*"
_SMALL = r"[a-z][\w'-]*"


class Places:
    """Finds addresses and the names of schools and the like."""

    def __init__(self, rules: PlaceRules, gazetteer: Gazetteer) -> None:
        """Compiles the rules."""
        self._gazetteer = gazetteer
        self._not_streets = frozenset(rules.not_streets)
        self._not_small_streets = frozenset(rules.not_small_streets)
        self._kinds = frozenset(rules.institution_kinds)
        sure, maybe = _any_case(rules.streets), _any_case(rules.streets_or_more)
        numbered_home = rf"(?i:{_any_of(rules.homes)}|unit|room|block|no\.?|number)\s+{_NUMBER},?\s+"
        home = f"(?:{numbered_home})?"
        named = rf"(?:{_CAPITAL}\s+){{1,3}}?"
        self._certain = (
            # a house number and a street, with capitals
            re.compile(rf"\b(?:{home}{_NUMBER},?\s+|{numbered_home}){named}(?:{_titled((*rules.streets, *rules.streets_or_more))})\b"),
            re.compile(
                rf"\b(?i:{_any_of(rules.lives)})(?:\s+(?i:with|him|her|them|now|over|back))?\s+(?i:at|on|to|in)\s+(?P<it>{_NUMBER}\s+{_CAPITAL}(?:\s+{_CAPITAL})*)"
            ),
            re.compile(
                rf"\baddress(?:es)?(?:\s+(?:is|was|of|given|as|on|file|now))*\s*[:\-]?\s+(?P<it>(?:{_NUMBER},?\s+)?[A-Z][\w']+(?:[ ,]+[A-Z][\w']+){{1,6}})"
            ),
            re.compile(rf"(?:,\s*|\b(?i:at|to|in|from|lives?|living)\s+)(?P<it>{_NUMBER},?\s+The\s+[A-Z][\w']+)"),
            re.compile(r"\b(?P<it>(?:The\s+[A-Z][\w']+|[A-Z][\w']+\s+(?:House|Court|Lodge|Farm|Cottage|Villa)),)\s*\[address\]"),
            re.compile(rf"\b(?P<it>(?i:{_any_of(rules.homes)})\s+\d{{1,4}}[a-zA-Z]?)\b{_UNITS}"),
            re.compile(
                rf"\b(?i:{_any_of(rules.lives)}|next door|house|door)\s+(?i:at|is|on)\s+(?P<it>(?i:(?:number|no\.?)\s*){_NUMBER})\b{_UNITS}"
            ),
        )
        self._numbered = re.compile(rf"\b{home}{_NUMBER},?\s+(?P<name>(?:{_SMALL}\s+){{1,2}}?)(?P<kind>{sure}|{maybe})\b", re.IGNORECASE)
        self._named = re.compile(rf"\b(?P<name>(?:{_CAPITAL}\s+){{1,3}}?)(?P<kind>{_titled(rules.streets)}|{_titled(rules.streets_or_more)})\b")
        self._small = re.compile(
            rf"\b(?:on|off|down|near|at|from|outside)\s+(?P<it>(?P<name>(?:{_SMALL}\s+){{1,2}}?)(?:street|road|lane|avenue|crescent|grove|close|drive|rd|ave))\b(?!\s+(?:{_any_of(('trip', 'safety', 'works', 'rage', 'to', 'home')) })\b)"
        )
        self._sure = frozenset(rules.streets)
        self._before = re.compile(r"\b(?:at|on|in|from|outside|near|to|off|of|round|behind|by|and|lives|lived|,|[Ff]lat \d+\w?|[Rr]oom \d+\w?)[\s,]+$")
        ends = rf"(?!\s+(?i:{_any_of(rules.institution_ends)})\b)(?:\s+(?:School|Academy|College|Church|Club|Centre))?"
        joins = r"(?:of|of\s+the|RC|CE|CofE|C\s?of\s?E|&|upon)"
        saints = rf"(?:(?:St|SS|Saints?)\.?\s+{_CAPITAL}\s+and\s+)?"
        self._institution = re.compile(
            rf"\b(?P<name>(?:{_CAPITAL}\s+){{1,5}}?)(?P<kind>{_any_of(rules.institutions)})\b{ends}"
            rf"|\b(?P<named>{saints}(?:{_CAPITAL}\s+)(?:(?:{_CAPITAL}|{joins})\s+){{0,5}}?)(?P<titled>{_titled(rules.institutions)})\b{ends}"
        )
        self._of = re.compile(rf"\b(?:{_titled(('church', 'masjid', 'mosque', 'school', 'academy', 'college', 'convent', 'temple', 'gurdwara'))})\s+(?:(?:of|Al|al|Sri|Guru|the|Our)[\s-]){{1,3}}[A-Z][\w'-]+(?:[\s-][A-Z][\w'-]+)*")
        self._small_institution = re.compile(rf"\b(?P<name>(?:{_SMALL}\.?\s+){{1,4}}?)(?P<kind>{_any_of(rules.institutions)})\b{ends}")

    def postcodes(self, text: str) -> Spans:
        """Postcodes in any case, and their first half where it is said that one comes."""
        spans = [m.span() for m in _POSTCODE.finditer(text)]
        spans += [m.span("it" if m["it"] else "bare") for m in _DISTRICT.finditer(text)]
        return spans + [m.span("it") for m in _LIVED_DISTRICT.finditer(text)]

    def addresses(self, text: str) -> Spans:
        """House numbers with streets, streets and houses by name, and flats by number."""
        spans = []
        for pattern in self._certain:
            group: str | int = "it" if "it" in pattern.groupindex else 0
            spans += [self._without_town(text, *m.span(group)) for m in pattern.finditer(text)]
        spans += [m.span() for m in self._numbered.finditer(text) if self._is_small_street(text, m)]
        spans += [m.span() for m in self._named.finditer(text) if self._is_street(text, m)]
        spans += [m.span("it") for m in self._small.finditer(text) if self._are_streets(m["name"].split())]
        return spans

    def institutions(self, text: str) -> Spans:
        """Schools, nurseries, surgeries, homes, churches and clubs by name."""
        spans = [span for m in self._institution.finditer(text) if (span := self._named_part(text, m))]
        spans += [m.span() for m in self._of.finditer(text)]
        spans += [span for m in self._small_institution.finditer(text) if (span := self._strange_part(m))]
        return spans

    def _without_town(self, text: str, start: int, end: int) -> tuple[int, int]:
        """An address without the town at its end, which stays."""
        match = re.search(r"[\s,]+([A-Z][\w'-]+)$", text[start:end])
        return (start, start + match.start()) if match and self._gazetteer.is_town(match[1]) else (start, end)

    def _are_streets(self, words: list[str]) -> bool:
        return not any(word in self._not_small_streets for word in words)

    def _is_small_street(self, text: str, match: re.Match[str]) -> bool:
        """Whether a number, one or two words and a kind of street make an address without capitals."""
        words = match["name"].split()
        if not self._are_streets(words) or any(word.lower() in _NOT_NUMBERED for word in words):
            return False
        if match["kind"].lower() in self._sure:
            return True
        strange = any(self._gazetteer.kind(word) is not Kind.ORDINARY and not self._gazetteer.is_ordinary(word.lower()) for word in words)
        return strange or bool(self._before.search(text, 0, match.start())) and text[: match.start()].rstrip().endswith(("at", ","))

    def _is_street(self, text: str, match: re.Match[str]) -> bool:
        """Whether capitals before a kind of street are its name: "Mill Brow"."""
        words = match["name"].split()
        if words[-1].lower() in self._not_streets:
            return False
        if match["kind"].lower() in self._sure:
            return True
        led = bool(self._before.search(text[max(0, match.start() - 12) : match.start()]))
        strange = any(self._gazetteer.kind(word) in (Kind.UNKNOWN, Kind.NAME, Kind.SURNAME) for word in words)
        homely = match["kind"].lower() in ("cottage", "farm", "lodge", "villas", "buildings", "heights", "gardens", "mount")
        return led and (strange or homely) or homely and len(text[match.end() :]) > 0 and text[match.end()] == ","

    def _named_part(self, text: str, match: re.Match[str]) -> tuple[int, int] | None:
        """The part of a match that begins with the name; None if the words only say what kind it is."""
        titled = match["titled"] is not None
        words = list(re.finditer(r"\S+", match["named"] if titled else match["name"]))
        if not titled and words[-1][0].endswith("'s") and not words[0][0].startswith(("St", "Saint")):
            return None  # a person's school
        start = match.start()
        for place, word in enumerate(words):
            bare = word[0].rstrip(",").removesuffix("'s") if word[0].lower() not in self._kinds else word[0]
            holy = bare == "Our" and len(words) > place + 1 and words[place + 1][0] == "Lady"
            if holy or not self._says_what(text, start + word.start(), bare, titled, alone=len(words) == place + 1):
                return start + word.start(), match.end()
        return None

    def _says_what(self, text: str, start: int, word: str, titled: bool, alone: bool) -> bool:
        """Whether a word before "school" or "church" says of what kind it is: "the local", "Catholic"."""
        if word.lower() in self._kinds:
            return True
        kind = self._gazetteer.kind(word)
        if kind is Kind.KEPT:
            return not (titled and self._gazetteer.is_town(word))
        first = bool(_SENTENCE_START.search(text, max(0, start - 12), start))
        return first and alone and kind is Kind.ORDINARY and not titled

    def _strange_part(self, match: re.Match[str]) -> tuple[int, int] | None:
        """The part of a match without capitals that begins with a saint or a word that is not English."""
        words = match["name"].split()
        start = match.start()
        for place, word in enumerate(words):
            bare = word.strip(".'")
            saint = bare in ("st", "saint") and place + 1 < len(words)
            led = place == 0 or words[place - 1] in ("at", "to", "from", "attends", "in")
            strange = self._gazetteer.kind(bare) in (Kind.UNKNOWN, Kind.SURNAME)
            strange = strange and (led or not self._gazetteer.is_ordinary(bare))
            if (saint or strange and len(bare) > 3) and bare not in self._kinds and not self._gazetteer.is_misspelt(bare):
                return start, match.end()
            start = match.string.index(word, start) + len(word)
            start += len(match.string[start:]) - len(match.string[start:].lstrip())
        return None


_SENTENCE_START = re.compile(r"(?:^|[.!?:\n•*])[\s\"'(\-]*$")
_NOT_NUMBERED = frozenset("and or in on at the a an of to from kids children times nights days weeks months years boys girls people more less hour hours minute minutes mile miles week day month year is was are were has had min mins other others".split())


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _titled(words: Iterable[str]) -> str:
    """The words as they stand in a name: with capitals, or in capitals throughout."""
    forms = {form for word in words for form in (word.title().replace("'S", "'s"), word.upper())}
    return _any_of(forms | {word.capitalize() for word in words})


def _any_case(words: Iterable[str]) -> str:
    words = tuple(words)
    return f"{_titled(words)}|{_any_of(words)}"
