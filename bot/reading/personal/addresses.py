"""Addresses and postcodes, whole or in part."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading.personal.gazetteer import MAYBE_NAMES, Gazetteer, Kind
from bot.reading.personal.leads import Lead
from bot.reading.personal.tokens import Word, any_of, found, gap, has_digit, words_of
from bot.reading.rules import PlaceRules

Spans = list[tuple[int, int]]

_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
_LETTER_AND_DIGIT = re.compile(r"[A-Za-z]\d")
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
    # after an address, with its town between or none
    re.compile(
        rf"\[address\](?:,?\s+[A-Z][\w'-]+){{0,3}},?\s+(?P<it>{_NO_DISTRICT}[A-Z]{{1,2}}\d{{1,2}}[A-Z]?)(?![\w-])"
    ),
    re.compile(
        rf"\b(?P<it>{_NO_DISTRICT}[A-Z]{{2}}\d{{1,2}}[A-Z]?)(?=\s+(?:area|post\s?code|district|estate|side)\b)"
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
    r"\b(?P<it>(?:The(?:\s+[A-Z][\w']+){1,3}|[A-Z][\w']+\s+(?:House|Court|Lodge|Farm|Cottage|Villa)),)\s*\[address\]"
)
_THE_HOUSES = re.compile(
    rf"(?:,\s*|\b(?:[Aa]t|[Tt]o|[Ii]n|[Ff]rom|lives?|living)\s+)(?P<it>{_HOUSE},?\s+The\s+[A-Z][\w']+)"
)
_LABELLED = re.compile(
    r"\b[Aa]ddr(?:ess(?:es)?)?\b(?:\s+(?:is|was|of|given|as|on|file|now))*\s*[:\-]?\s+"
    rf"(?P<it>(?:{_HOUSE},?\s+)?[A-Z][\w']+(?:[ ,]+[A-Z][\w']+){{1,6}})"
)
# in small letters, where a number and two words stand alone: "addr 12 mill brow."
_LABELLED_SMALL = re.compile(
    rf"\baddr(?:ess)?\b(?:\s+(?:is|was|given|on|file|now))*\s*[:\-]?\s+(?P<it>{_HOUSE}{_MEASURE}\s+[a-z']+\s+[a-z']+)"
    r"(?=\s*(?:[,.;)\n]|$|\[))"
)
_NO_MONTH = (
    r"(?!(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b)"
)
_CAPITAL = r"[A-Z](?:[\w'&-]|\.(?=\w)|(?<=\bSt)\.)*"  # a dot that ends the sentence ends the address
_HOUSE_AND_NAME = re.compile(
    rf"\b(?:{_HOUSE}\s+{_NO_MONTH}{_CAPITAL}(?:\s+{_CAPITAL})*|(?i:number|no\.?)\s*{_HOUSE}\b{_MEASURE})"
)
# somebody's door by its number, and a house by its number and one word: "outside 19 Sycamore"
_DOOR = re.compile(
    r"(?:\[name\]|\b(?:(?i:i'?m|i am|we'?re|we are|they'?re|they are|s?he'?s|s?he is)|man|men|woman|women"
    r"|lady|bloke|guy|lads?|lass|girls?|boys?|kids|child|children|couple|family|people"
    rf"|neighbours?|tenants?|lot|those|them))\s+(?:at|from|in|of)\s+(?P<it>(?i:no\.?|number)\s*{_HOUSE}"
    rf"|(?<=e \[name\] at ){_HOUSE})\b{_MEASURE}"
)
# after its street, as some write it
_NUMBER_AFTER = re.compile(
    rf"\[address\],?\s+(?P<it>(?i:(?:house|flat|door)?\s?(?:no\.?|number|nr|num)|house|flat|#)\s*{_HOUSE})\b{_MEASURE}"
)
_AT_HOUSE = re.compile(
    rf"\b(?:[Aa]t|[Oo]utside|[Oo]pposite|[Bb]ehind|[Bb]eside)\s+(?P<it>{_HOUSE},?\s+{_NO_MONTH}(?P<name>[A-Z][a-z'-]+))"
    r"(?=\s*(?:[,.;)\n]|$|(?:at|on|with|last|again|until|and|by|in|for|all|every|since|when|where)\b))"
)
_THE_STREET = re.compile(
    rf"\b{_HOUSE},?\s+the\s+(?:crescent|avenue|grove|terrace|mews|croft|fold|paddocks?|orchard|spinney|green|square"
    r"|gardens|limes|oaks|firs|larches|laurels|elms|maltings|meadows?|coppice|pastures|parade|ridings)\b",
    re.IGNORECASE,
)
# a house by its trees: "next door at Cedars"
_TREES = re.compile(
    r"\b(?:[Aa]t|[Tt]o|[Ff]rom|[Ii]n|[Oo]utside|[Nn]ear|[Bb]ehind|[Oo]pposite)\s+(?P<it>(?:[Tt]he\s+)?(?:Acorns|Alders|Ashes"
    r"|Aspens|Beeches|Birches|Brambles|Cedars|Chestnuts|Conifers|Cypresses|Elms|Ferns|Firs|Gables|Hawthorns|Hazels|Heathers"
    r"|Hollies|Ivies|Junipers|Laburnums|Larches|Laurels|Lilacs|Limes|Magnolias|Maples|Mulberries|Oaks|Oleanders|Orchards|Pines"
    r"|Poplars|Rowans|Spruces|Sycamores|Willows|Yews))(?!\w|\s+[A-Z])"
)
_ON_THE = re.compile(r"\b(?:on|off|down|along|up)\s+(?P<it>The\s+(?P<kind>[A-Z][a-z]+))(?!\w|\s+[A-Z])")
# whatever kind of street it is, a house number and words with capitals before a postcode are an address
_BEFORE_POSTCODE = re.compile(
    rf"\b(?P<it>{_HOUSE},?(?:\s+[A-Z][\w'.-]*){{1,4}}),?(?:\s+[A-Z][\w-]+,?)?\s+\[postcode\]"
)
# where the kind stands first, as in Wales
_KIND_FIRST = re.compile(
    rf"(?:\b{_HOUSE},?\s+(?i:heol|ffordd|lôn|stryd|maes|clos|rhodfa|llys|rue|via|calle|ulica)|\b(?:Heol|Ffordd|Stryd|Rhodfa))"
    r"(?:\s+(?:y|yr|de|la|[A-Z][\w'-]+)){1,4}"
)
_LONGEST_KIND = 3  # words: "pupil referral unit"
_HOUSE_NAMES = (Kind.ORDINARY, Kind.UNKNOWN, Kind.SURNAME)
_TOWN_AT_END = re.compile(r"[\s,]+([A-Z][\w'-]+)$")
_LED = re.compile(
    r"(?:\b(?:at|on|in|from|outside|near|to|off|of|round|behind|by|and|lives|lived)|,|\d\w?)[\s,]+$"
)
_ON = re.compile(r"\b(?:[Oo]n|off|along|down|up|(?:top|bottom|end|corner|middle|junction)\s+of)\s+$")
_ESTATE = re.compile(
    r"\b(?:the|on|from|round)\s+(?P<it>(?P<name>[A-Z][\w'-]+)(?:\s+[A-Z][\w'-]+)?)\s+"
    r"(?:[Ee]states?|[Ff]lats|tower block|high-rise)\b"
)
_NAMES_ESTATE = re.compile(r"states?\b|lats\b|tower block|high-rise")
_LED_SMALL = re.compile(r"\b(?:[Oo]n|off|down|near|[Aa]t|from|outside)\s+$")
# these are called after anything
_OPEN = frozenset("park gardens field fields woods meadows green common quay row rise view walk".split())
_AT = re.compile(r"(?:\bat|,)\s*$")
_YEAR_AND_COMMA = re.compile(r"(?:19|20)\d\d,")
_NO_HOUSE = re.compile(
    r"\b(?:years?|yrs?|stage|level|tier|section|class|set|form|grade|band|ward|room|aged?|day|week)\s*$",
    re.IGNORECASE,
)


def postcodes(text: str) -> Spans:
    """Postcodes in any case, and their first half where it is said that one comes."""
    if not _LETTER_AND_DIGIT.search(text):
        return []
    return [span for pattern in (_POSTCODE, *_DISTRICTS) for span in found(pattern, text)]


class Addresses:
    """Finds house numbers with streets, streets and houses by name, and flats by number."""

    def __init__(self, rules: PlaceRules, gazetteer: Gazetteer) -> None:
        """Compiles the rules."""
        self._rules = rules
        self._gazetteer = gazetteer
        self._institutions = frozenset(tuple(kind.split()) for kind in rules.institutions)
        self._streets = rules.streets | rules.streets_or_more
        self._lives = Lead(rules.lives, rules.live_links)
        homes = any_of(rules.homes)
        self._house_before = re.compile(
            rf"\b(?:(?:{homes}|unit|room|block|no\.?|number)\s+{_HOUSE},?\s+|\d{{1,2}}/)?{_HOUSE},?\s+$"
            rf"|\b(?:{homes}|block|unit)\s+{_HOUSE},?\s+$"
            r"|\b(?:ground|first|second|third|fourth|fifth|top|\d{1,2}(?:st|nd|rd|th))\s+floor(?:\s+flat)?,?\s+$",
            re.IGNORECASE,
        )
        self._home = re.compile(rf"\b(?:{homes})\s+{_HOUSE}\b{_MEASURE}", re.IGNORECASE)

    def find(self, text: str) -> Spans:
        """Where addresses stand; a town at their end stays."""
        spans = found(_NAMED_HOUSE, text) + found(_NUMBER_AFTER, text) if "[address]" in text else []
        spans += found(_LABELLED, text) + found(_LABELLED_SMALL, text) if "ddr" in text else []
        spans += found(_KIND_FIRST, text) + found(_TREES, text)
        if has_digit(text):
            for pattern in (self._home, _THE_HOUSES, _DOOR, _THE_STREET):
                spans += found(pattern, text)
            named = _AT_HOUSE.finditer(text)
            spans += [m.span("it") for m in named if self._gazetteer.kind(m["name"]) in _HOUSE_NAMES]
            spans += found(_BEFORE_POSTCODE, text) if "[postcode]" in text else []
            houses = _HOUSE_AND_NAME.finditer(text)
            spans += [m.span() for m in houses if self._lives.ends(text, m.start())]
        spans += [
            match.span("it")
            for match in (_ESTATE.finditer(text) if _NAMES_ESTATE.search(text) else ())
            if self._gazetteer.kind(match["name"]) in MAYBE_NAMES
        ]
        the_streets = _ON_THE.finditer(text) if " The " in text else ()
        spans += [m.span("it") for m in the_streets if m["kind"].lower() in self._streets]
        spans = [self._without_town(text, *span) for span in spans]
        words = words_of(text)
        for place, word in enumerate(words):
            if word.lower in self._streets and place:
                span = self._street(text, words, place)
                spans += [span] if span else []
        return spans

    def _without_town(self, text: str, start: int, end: int) -> tuple[int, int]:
        """An address without the town at its end, which stays."""
        match = _TOWN_AT_END.search(text[start:end])
        return (start, start + match.start()) if match and self._gazetteer.is_town(match[1]) else (start, end)

    def _street(self, text: str, words: Sequence[Word], place: int) -> tuple[int, int] | None:
        """The address that ends with a kind of street; None if it is none."""
        first = place
        limit = 3 if words[place].capital else 2
        while first and place - first < limit and gap(text, words, first - 1) in (" ", "'"):
            before = words[first - 1]
            small = before.text == "s" and gap(text, words, first - 2) == "'"
            if words[place].capital and not (before.capital or small):
                break
            if before.lower in self._rules.not_numbered:
                break
            first -= 1
        if first == place:
            return None
        for start in range(place - 1, first - 1, -1):  # the fewest words that a number stands before
            house = self._house_before.search(text, max(0, words[start].start - 25), words[start].start)
            name = words[start:place]
            if (
                house
                and not self._is_year_or_level(text, house.start())
                and (words[place].capital or self._is_small_street(text, house.start(), name, words[place]))
            ):
                return house.start(), words[place].end
        if self._names_institution(text, words, place) or self._is_town(text, words, place):
            return None
        if words[place].capital:
            return self._named_street(text, words, first, place)
        name = words[first:place]
        for start in range(len(name)):
            led = _LED_SMALL.search(text, max(0, name[start].start - 12), name[start].start)
            if led and words[place].lower in self._rules.streets and self._may_be_street(name[start:]):
                return name[start].start, words[place].end
        return None

    def _is_year_or_level(self, text: str, start: int) -> bool:
        """Whether a number is none of a house: "Year 12, Hollin Ridge College", "in 2016, Leeds Court"."""
        if _YEAR_AND_COMMA.match(text, start):
            return True
        return _NO_HOUSE.search(text, max(0, start - 10), start) is not None

    def _names_institution(self, text: str, words: Sequence[Word], place: int) -> bool:
        """Whether a school or the like is named after the street: "Hollin Ridge College"."""
        if place + 1 >= len(words) or gap(text, words, place) != " ":
            return False
        following = words[place + 1 : place + 1 + _LONGEST_KIND]
        kinds = (tuple(word.lower for word in following[:size]) for size in range(1, _LONGEST_KIND + 1))
        return following[0].capital and any(kind in self._institutions for kind in kinds)

    def _is_town(self, text: str, words: Sequence[Word], place: int) -> bool:
        """Whether the words together are a town: "Cheetham Hill"."""
        starts = (words[place - size].start for size in (1, 2) if place >= size)
        return any(self._gazetteer.is_town(text[start : words[place].end]) for start in starts)

    def _may_be_street(self, name: Sequence[Word]) -> bool:
        return not any(word.lower in self._rules.not_small_streets for word in name)

    def _is_small_street(self, text: str, start: int, name: Sequence[Word], kind: Word) -> bool:
        """Whether a number, one or two words and a kind of street make an address without capitals."""
        if len(name) > 2 or not self._may_be_street(name):
            return False
        if kind.lower in self._rules.streets:
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

    def _named_street(
        self, text: str, words: Sequence[Word], first: int, place: int
    ) -> tuple[int, int] | None:
        """A street or house by its name alone: "Mill Brow"."""
        name = words[first:place]
        while name and name[0].lower in self._rules.not_streets:
            name = name[1:]
        if not name or name[-1].lower in self._rules.not_streets:
            return None
        kind = words[place]
        span = name[0].start, kind.end
        if kind.lower in self._rules.streets:
            return span
        kinds = [self._gazetteer.kind(word.text) for word in name]
        strange = any(one in (Kind.UNKNOWN, Kind.NAME, Kind.SURNAME) for one in kinds)
        strange = strange or kind.lower in _OPEN and Kind.KEPT not in kinds
        led = bool(_LED.search(text, max(0, span[0] - 12), span[0]))
        homely = kind.lower in self._rules.homely or bool(_ON.search(text, max(0, span[0] - 15), span[0]))
        alone = strange and kind.lower in self._rules.halls or homely and text[kind.end : kind.end + 1] == ","
        return span if led and (strange or homely) or alone else None
