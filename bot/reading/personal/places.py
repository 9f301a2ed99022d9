"""Addresses, postcodes, and schools, surgeries, homes, churches and clubs by their names."""

from __future__ import annotations

import re

from bot.reading.personal.gazetteer import Gazetteer, Kind
from bot.reading.personal.leads import Lead
from bot.reading.personal.tokens import Word, any_of, found, has_digit, words_of
from bot.reading.rules import PlaceRules

Spans = list[tuple[int, int]]

_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
_NO_DISTRICT = r"(?!KS|PS|GP|CP|EY|YR|PP|MP|HT)"  # key stage, placement and the like
_DISTRICTS = (
    re.compile(
        r"\b(?:post\s?code|postal)(?:\s+(?:area|district|is|starts|starting|begins|with))*\s*:?\s*"
        r"(?P<it>[A-Z]{1,2}\d{1,2}[A-Z]?)(?![\w-])",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:[Ii]n|[Ff]rom|[Nn]ear|[Aa]?[Rr]ound|[Tt]o|of|the)\s+(?P<it>{_NO_DISTRICT}[A-Z]{{2}}\d{{1,2}})(?![\w.-])"
    ),
    re.compile(
        r"\b(?:[Ll]ives?|[Ll]iving|lived|based|house|flat|moved|moving|stays|staying)\s+(?:in|to)\s+"
        r"(?P<it>[A-Z]\d{1,2})(?![\w.-])"
    ),
)
_HOUSE = r"\d{1,4}[a-zA-Z]?"
_MEASURE = (
    r"(?!\s*(?:years?|yrs?|months?|weeks?|days?|hours?|nights?|times|kids|children|people|adults|others|of|am|pm|beds?|"
    r"bedrooms?|miles?|mins?|minutes|brothers|sisters|siblings|boys|girls|or|x)\b|\s*[%/]|\.\d)"
)
_NAMED_HOUSE = re.compile(
    r"\b(?P<it>(?:The\s+[A-Z][\w']+|[A-Z][\w']+\s+(?:House|Court|Lodge|Farm|Cottage|Villa)),)\s*\[address\]"
)
_THE_HOUSES = re.compile(
    rf"(?:,\s*|\b(?:[Aa]t|[Tt]o|[Ii]n|[Ff]rom|lives?|living)\s+)(?P<it>{_HOUSE},?\s+The\s+[A-Z][\w']+)"
)
_LABELLED = re.compile(
    r"\b[Aa]ddress(?:es)?(?:\s+(?:is|was|of|given|as|on|file|now))*\s*[:\-]?\s+"
    rf"(?P<it>(?:{_HOUSE},?\s+)?[A-Z][\w']+(?:[ ,]+[A-Z][\w']+){{1,6}})"
)
_HOUSE_AND_NAME = re.compile(
    rf"\b(?:{_HOUSE}\s+[A-Z][\w'.&-]*(?:\s+[A-Z][\w'.&-]*)*|(?i:number|no\.?)\s*{_HOUSE}\b{_MEASURE})"
)
_TOWN_AT_END = re.compile(r"[\s,]+([A-Z][\w'-]+)$")
_LED = re.compile(
    r"(?:\b(?:at|on|in|from|outside|near|to|off|of|round|behind|by|and|lives|lived)|,|\d\w?)[\s,]+$"
)
_LED_SMALL = re.compile(r"\b(?:[Oo]n|off|down|near|[Aa]t|from|outside)\s+$")
_AT = re.compile(r"(?:\bat|,)\s*$")
_HOLY = frozenset(("St", "SS", "Saint", "Saints", "Holy", "Sacred", "All"))
_SMALL_HOLY = frozenset(("st", "saint", "holy", "sacred"))
_MOST_NAMES = 6
_MOST_SMALL = 4
_LONGEST_KIND = 3


class Places:
    """Finds addresses and the names of schools and the like."""

    def __init__(self, rules: PlaceRules, gazetteer: Gazetteer) -> None:
        """Compiles the rules."""
        self._gazetteer = gazetteer
        self._sure = rules.streets
        self._streets = self._sure | rules.streets_or_more
        self._halls = rules.halls
        self._homely = rules.homely
        self._not_streets = rules.not_streets
        self._not_small_streets = rules.not_small_streets
        self._not_numbered = rules.not_numbered
        self._what = rules.institution_kinds
        self._ends = rules.institution_ends
        self._follow = rules.institution_follows
        self._joins = rules.institution_joins
        self._kinds = frozenset(_key(words_of(kind)) for kind in rules.institutions)
        self._first_of_kind = frozenset(kind[0] for kind in self._kinds)
        homes = any_of(rules.homes)
        self._lives = Lead(rules.lives, rules.live_links)
        self._house_before = re.compile(
            rf"\b(?:(?:{homes}|unit|room|block|no\.?|number)\s+{_HOUSE},?\s+)?{_HOUSE},?\s+$"
            rf"|\b(?:{homes}|block|unit)\s+{_HOUSE},?\s+$",
            re.IGNORECASE,
        )
        self._home = re.compile(rf"\b(?:{homes})\s+{_HOUSE}\b{_MEASURE}", re.IGNORECASE)

    def postcodes(self, text: str) -> Spans:
        """Postcodes in any case, and their first half where it is said that one comes."""
        if not has_digit(text):
            return []
        return [span for pattern in (_POSTCODE, *_DISTRICTS) for span in found(pattern, text)]

    def addresses(self, text: str) -> Spans:
        """House numbers with streets, streets and houses by name, and flats by number."""
        spans = found(_NAMED_HOUSE, text) + found(_LABELLED, text)
        if has_digit(text):
            spans += found(self._home, text) + found(_THE_HOUSES, text)
            houses = _HOUSE_AND_NAME.finditer(text)
            spans += [m.span() for m in houses if self._lives.ends(text, m.start())]
        spans = [self._without_town(text, *span) for span in spans]
        words = words_of(text)
        for place, word in enumerate(words):
            if word.lower in self._streets and place:
                span = self._street(text, words, place)
                spans += [span] if span else []
        return spans

    def institutions(self, text: str) -> Spans:
        """Schools, nurseries, surgeries, homes, churches and clubs by name."""
        words = words_of(text)
        spans: Spans = []
        for place, word in enumerate(words):
            if word.lower not in self._first_of_kind:
                continue
            last = self._last_of_kind(text, words, place)
            if last is None or spans and spans[-1][1] > word.start:
                continue
            start = self._start(text, words, place)
            if start is not None:
                spans.append((start, words[last].end))
            elif word.capital and (end := self._dedication(text, words, last)):
                spans.append((word.start, end))
        return spans

    def _without_town(self, text: str, start: int, end: int) -> tuple[int, int]:
        """An address without the town at its end, which stays."""
        match = _TOWN_AT_END.search(text[start:end])
        return (start, start + match.start()) if match and self._gazetteer.is_town(match[1]) else (start, end)

    def _street(self, text: str, words: list[Word], place: int) -> tuple[int, int] | None:
        """The address that ends with a kind of street; None if it is none."""
        first = place
        limit = 3 if words[place].capital else 2
        while first and place - first < limit and _gap(text, words, first - 1) in (" ", "'"):
            before = words[first - 1]
            small = before.text == "s" and _gap(text, words, first - 2) == "'"
            if words[place].capital and not (before.capital or small):
                break
            if before.lower in self._not_numbered:
                break
            first -= 1
        if first == place:
            return None
        for start in range(place - 1, first - 1, -1):  # the fewest words that a number stands before
            house = self._house_before.search(text, max(0, words[start].start - 25), words[start].start)
            name = words[start:place]
            if house and (
                words[place].capital or self._is_small_street(text, house.start(), name, words[place])
            ):
                return house.start(), words[place].end
        if words[place].capital:
            return self._named_street(text, words, first, place)
        name = words[first:place]
        for start in range(len(name)):
            led = _LED_SMALL.search(text, max(0, name[start].start - 12), name[start].start)
            if led and words[place].lower in self._sure and self._may_be_street(name[start:]):
                return name[start].start, words[place].end
        return None

    def _may_be_street(self, name: list[Word]) -> bool:
        return not any(word.lower in self._not_small_streets for word in name)

    def _is_small_street(self, text: str, start: int, name: list[Word], kind: Word) -> bool:
        """Whether a number, one or two words and a kind of street make an address without capitals."""
        if len(name) > 2 or not self._may_be_street(name):
            return False
        if kind.lower in self._sure:
            return True
        strange = any(
            self._gazetteer.kind(word.text) is not Kind.ORDINARY
            and not self._gazetteer.is_ordinary(word.lower)
            for word in name
        )
        return (
            strange
            or bool(_AT.search(text, max(0, start - 6), start))
            or text[start : start + 4].lower() == "flat"
        )

    def _named_street(self, text: str, words: list[Word], first: int, place: int) -> tuple[int, int] | None:
        """A street or house by its name alone: "Mill Brow"."""
        name = words[first:place]
        while name and (
            name[0].lower in self._not_streets or name[0].first and len(name) > 1 and self._is_plain(name[0])
        ):
            name = name[1:]
        if not name or name[-1].lower in self._not_streets:
            return None
        kind = words[place]
        span = name[0].start, kind.end
        if kind.lower in self._sure:
            return span
        strange = any(
            self._gazetteer.kind(word.text) in (Kind.UNKNOWN, Kind.NAME, Kind.SURNAME) for word in name
        )
        led = bool(_LED.search(text, max(0, span[0] - 12), span[0]))
        homely = kind.lower in self._homely
        alone = strange and kind.lower in self._halls or homely and text[kind.end : kind.end + 1] == ","
        return span if led and (strange or homely) or alone else None

    def _is_plain(self, word: Word) -> bool:
        return self._gazetteer.kind(word.text) in (Kind.ORDINARY, Kind.KEPT)

    def _last_of_kind(self, text: str, words: list[Word], place: int) -> int | None:
        """The last word of the longest kind of institution that begins at ``place``."""
        for size in range(_LONGEST_KIND + 1, 0, -1):
            if _key(words[place : place + size]) in self._kinds and len(words) >= place + size:
                last = place + size - 1
                break
        else:
            return None
        following = words[last + 1] if last + 1 < len(words) and _gap(text, words, last) == " " else None
        if following and following.lower in self._ends:
            return None
        if following and following.capital and following.lower in self._follow:
            return last + 1
        return last

    def _start(self, text: str, words: list[Word], place: int) -> int | None:
        """Where the name of the institution begins; None if only words stand there that say what it is."""
        titled = words[place].capital
        first = place
        while first and place - first < _MOST_NAMES + titled:
            before, gap = words[first - 1], _gap(text, words, first - 1)
            if gap not in (" ", "'", " & ") and not (gap == ". " and before.text in ("St", "st")):
                break
            owned = before.text == "s" and first > 1 and _gap(text, words, first - 2) == "'"
            joined = titled and self._is_joint(words, first - 1)
            if not (before.capital or owned or joined):
                break
            first -= 1
        if first == place:
            return None if titled else self._small_start(text, words, place)
        name = words[first:place]
        if not titled and name[-1].text == "s" and name[0].text not in _HOLY:
            return None  # a person's school, and no school's name
        for at, word in enumerate(name):
            following = name[at + 1].text if at + 1 < len(name) else ""
            holy = word.text in _HOLY and following or word.text == "Our" and following == "Lady"
            if holy or word.text != "s" and not self._says_what(word, titled, alone=len(name) == at + 1):
                return word.start
        return None

    def _is_joint(self, words: list[Word], place: int) -> bool:
        """Whether a small word joins a name: "St Peter and St Paul", "Our Lady of the Rosary"."""
        lower = words[place].lower
        if lower == "and":
            return any(word.text in _HOLY for word in words[max(0, place - 2) : place])
        if lower == "the":
            return place > 0 and words[place - 1].lower == "of"
        return lower in self._joins

    def _says_what(self, word: Word, titled: bool, alone: bool) -> bool:
        """Whether a word before "school" or "church" says of what kind it is: "the local", "Catholic"."""
        if word.lower in self._what or word.lower in self._joins:
            return True
        kind = self._gazetteer.kind(word.text)
        if kind is Kind.KEPT:
            return not (titled and self._gazetteer.is_town(word.text))
        return word.first and alone and kind is Kind.ORDINARY and not titled

    def _small_start(self, text: str, words: list[Word], place: int) -> int | None:
        """Where a name without capitals begins: with a saint or a word that is not English."""
        first = place
        while first and place - first < _MOST_SMALL and _gap(text, words, first - 1) in (" ", ". ", "'"):
            first -= 1
        for at in range(first, place):
            word = words[at]
            if word.text in _SMALL_HOLY and at + 1 < place:
                return word.start
            if word.text == "our" and words[at + 1].text == "lady":
                return word.start
            led = at == first or words[at - 1].lower in ("at", "to", "from", "attends", "in")
            strange = not word.capital and self._gazetteer.kind(word.text) in (Kind.UNKNOWN, Kind.SURNAME)
            odd = strange and len(word.text) > 3 and (led or not self._gazetteer.is_ordinary(word.lower))
            if odd and word.lower not in self._what and not self._gazetteer.is_misspelt(word.lower):
                return word.start
        return None

    def _dedication(self, text: str, words: list[Word], last: int) -> int | None:
        """Where a name ends that follows its kind: "Church of the Good Shepherd", "Masjid Al-Noor"."""
        at = last + 1
        linked = words[last].lower in ("masjid", "gurdwara", "mandir")
        while at < len(words) and _gap(text, words, at - 1) in (" ", "-") and words[at].lower in _DEDICATED:
            linked = True
            at += 1
        end = None
        while (
            linked
            and at < len(words)
            and _gap(text, words, at - 1) in (" ", "-", "'")
            and (words[at].capital or words[at].text == "s")
        ):
            end = words[at].end
            at += 1
        return end


_DEDICATED = frozenset("of the al sri guru our e".split())


def _gap(text: str, words: list[Word], place: int) -> str:
    return text[words[place].end : words[place + 1].start] if place >= 0 else ""


def _key(words: list[Word]) -> tuple[str, ...]:
    return tuple(word.lower for word in words)
