"""How old the children in a text are: "7yo", "ten weeks old", "aged 4 and a half", "Y8", "5/12"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.content.model import AgeBand
from bot.reading.words import plain

ADULT = 18.0
_SIXTEEN = 16
_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
NUMBER = r"(?:\d{1,2}(?:\.\d)?|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")"
_HALF = r"(?P<half>\s*(?:½|and\s+a\s+half))?"
_UNIT = r"(?P<unit>years?|yrs?|y|months?|mths?|mnths?|mo|weeks?|wks?|w|days?|/12|/52|/7)"
_NOT_AGE = (
    r"(?!\s*(?:-\s*)?(?:weeks?|wks?|months?|days?|hours?|hrs?|mins?|minutes?)?\s*"
    r"(?:pregnant|gone|gestation|late|overdue|ago|clean|sober|times?|%|percent|o'?clock|"
    r"am\b|pm\b|hours?|hrs?|minutes?|mins?|days?|nights?|siblings?|children|kids|others?|"
    r"weeks?|months?|terms?|of\b|points?|miles|stone|kg|lbs?|st\b|th\b|nd\b|rd\b|:|/|\.\d|\d))"
)
_CHILD = (
    r"(?:baby|infant|newborn|bub|babe|twins?|toddler|child|boy|girl|lad|lass|son|daughter|"
    r"brother|sister|sibling|pupil|student|eldest|youngest|oldest|middle|kid|\[name\]|"
    r"teenager|teen|youngster|schoolgirl|schoolboy|young person|yp|he|she|they|both|who|one|other)"
)
_STANDING = r"(?:care leaver|cin|lac|uasc)"
_PARENT = r"(?:mum|mam|mom|mother|mum[- ]to[- ]be|dad|father|parent)"
_CHILDREN = r"(?:boys|girls|lads|children|kids|brothers|sisters|siblings|sons|daughters|pupils)"
_PATTERNS = tuple(
    re.compile(pattern.replace("NUM", f"(?P<number>{NUMBER})" + _HALF), re.IGNORECASE)
    for pattern in (
        rf"\bNUM\s*-?\s*{_UNIT}\s*-?\s*(?:old|olds|o)\b",
        r"\bNUM\s*(?:y/o|yo|y\.o\.?|year-olds?)(?![a-z])",
        r"\bNUM\s*(?P<unit>yrs?|y)\b(?!\s*(?:ago|of|in|since|tenancy|relationship|gap|clean|sober))"
        r"(?!\s*\d)",
        r"\b(?:aged?|age of|child\s*:)\s*:?\s*(?:about|around|just|nearly|only|approx\.?)?\s*"
        rf"NUM\b\s*{_UNIT}?(?![a-z])",
        rf"\(\s*(?:aged?\s*)?NUM\s*{_UNIT}?\s*\)",
        rf"(?<!\w){_CHILD}(?:'s|\s+is|\s+are|\s+was|\s+turned|'re|,|\s+just|\s+of|\s+at)?\s*"
        rf"(?:only|just|nearly|almost|about|now|turned|aged)?\s*NUM\s*-?\s*{_UNIT}\b"
        r"(?!\s*(?:pregnant|gone|late|overdue|ago|clean|sober|away|off|in\b|without|early))",
        rf"(?<!\w){_CHILD}(?:'s|\s+is|\s+are|\s+was|\s+turned|\s+just turned|'re|\s+of|\s*,)\s*"
        rf"(?:only|just|nearly|almost|about|now|turned)?\s*NUM\b{_NOT_AGE}",
        rf"(?:^|[.!?]\s+)(?:(?:my|our|a|young)\s+)?{_STANDING}\s*(?:,|of\b|is\b|'s\b)\s*NUM\s*(?=[,.;:)]|$)",
        r"\b(?:i'm|i\s+am|im)\s+(?:only|just|nearly)?\s*NUM\b" + _NOT_AGE,
        r"(?:^|[.!?]\s+)NUM(?:,|\s+and)\s+(?:\w+\s+){0,2}?(?:pregnant|expecting)\b",
        r"\bpregnant\s+at\s+(?:only|just)?\s*NUM\b" + _NOT_AGE,
        rf"(?<!\w){_PARENT}(?:'s|\s+is|,|\s+of|\s+was)\s*(?:only|just|nearly|about)?\s*NUM\b{_NOT_AGE}",
        rf"\b(?:both|each|all)(?:\s+of\s+them)?(?:\s+aged)?\s+NUM\b{_NOT_AGE}",
        rf"\[name\]\s+NUM\b{_NOT_AGE}",
        rf"\bNUM\s*{_UNIT}\s+(?:girl|boy|lad|lass|twins?|baby|infant|sister|brother)\b",
        rf"\b{_CHILDREN},?\s+(?:of\s+|aged\s+|about\s+)?NUM\b(?=\s*(?:,|and|&)\s*\d)",
        r"\b(?:looks?|looking|age as|says he is|says she is)\s+(?:about\s+|around\s+)?NUM\b(?!\s*[a-z]?\d)",
        rf"(?:^|[.!?]\s+)(?:He's|She's)?\s*NUM,\s(?!\d){_NOT_AGE}",
        rf"\b(?:baby|infant|twins?|newborn)\s+NUM\s*{_UNIT}",
        r"(?<![\d/])(?P<number>\d{1,2})(?P<half>)(?P<unit>/12|/52)(?![\d/])",
    )
)
# The next of several ages: "6, 4 and 18 months".
_MORE = re.compile(
    rf"\s*(?:,|,?\s*and|&)\s*(?:about\s+)?(?P<number>{NUMBER}){_HALF}\s*{_UNIT}?\b"
    r"(?=\s*(?:[,.;:)&]|$|and\b|who\b|at\b|in\b|are\b|have\b|were\b|live\b|olds?\b|year|yr))",
    re.IGNORECASE,
)
_SCHOOL_YEAR = re.compile(
    r"\b(?:years?|yrs?|y)\s?-?(?P<number>1[0-3]|[1-9])s?\b(?!\s*(?:old|yo|o\b|/|:|\d))", re.IGNORECASE
)
_STAGES = (
    (
        re.compile(
            r"\breception\s+(?:class|child|year|pupil|boy|girl|age)|\bin reception\b(?! area)", re.IGNORECASE
        ),
        4.0,
        True,
    ),
    (re.compile(r"\b(?:sixth[- ]form(?:er| student| pupil)?|6th form(?:er)?)\b", re.IGNORECASE), 16.0, True),
    (re.compile(r"\b(?:newborn|new born|neonate)\b", re.IGNORECASE), 0.0, False),
    (re.compile(r"\b(?:toddler|pre-?schooler|nursery (?:child|age))\b", re.IGNORECASE), 2.0, False),
    (
        re.compile(
            r"\b(?:baby|infant|bubba|bairn)\b(?!\s*(?:sitt|bottle|food|gate|monitor|bump))", re.IGNORECASE
        ),
        0.5,
        False,
    ),
)
_GROWN_UP = re.compile(
    r"\b(?:mum|mam|mother|dad|father|boyfriend|girlfriend|partner|man|woman|uncle|aunt(?:ie)?|nan|gran|"
    r"carer|adult|bloke|fella|parent|worker|teacher|colleague|ex)\s*(?:,|is|was|who|who's|'s|only|just|of|\s)*$",
    re.IGNORECASE,
)
_ENDS_WITH_PARENT = re.compile(
    rf"{_PARENT}\s*(?:,|is|was|'s|only|just|nearly|of|aged|\(|\s)*$", re.IGNORECASE
)
_BEGINS_WITH_PARENT = re.compile(rf"\s+{_PARENT}\b", re.IGNORECASE)
# A baby that is not born yet has no age.
_UNBORN_BEFORE = re.compile(
    r"\b(?:unborn|(?:expecting|having|wants?|pregnant\s+with|carrying|keep|keeping)(?:\s+(?:a|another|the|her|his|their))?)\s*$",
    re.IGNORECASE,
)
_UNBORN_AFTER = re.compile(
    r"^(?:'s|\s+is)?\s+(?:due|on\s+the\s+way|shower|bump|to\s+be\s+born|not\s+born|isn't\s+born)\b"
    r"|^\s+(?:is\s+born|comes|arrives)\b",
    re.IGNORECASE,
)
_YOUNGEST_PARENT = 12
_YEARS_PER = {"y": 1.0, "m": 1 / 12, "w": 1 / 52, "d": 1 / 365}


@dataclass(frozen=True)
class Ages:
    """The ages of children in years, in the order they were told.

    ``exact`` is False where only a stage was told, such as "toddler". ``parents`` are the ages of
    parents who are under 18 themselves.
    """

    years: tuple[float, ...]
    exact: tuple[bool, ...]
    parents: tuple[float, ...] = ()

    @property
    def first(self) -> float | None:
        """The age told first, if a number or a school year was told."""
        return next((age for age, sure in zip(self.years, self.exact) if sure), None)

    @property
    def band(self) -> AgeBand | None:
        """The band of the first child; a stage such as "toddler" is enough."""
        known = self.first if self.first is not None else next(iter(self.years), None)
        return None if known is None else band(known)

    @property
    def children(self) -> int:
        """How many different ages were told."""
        return len({age for age, sure in zip(self.years, self.exact) if sure})

    def any_under(self, age: float) -> bool:
        """Whether any child in the text, a young parent included, is younger than ``age``."""
        return any(years < age for years in (*self.years, *self.parents))

    @property
    def any_16_or_17(self) -> bool:
        """Whether any child in the text, a young parent included, is 16 or 17."""
        return any(_SIXTEEN <= years < ADULT for years in (*self.years, *self.parents))


def band(years: float) -> AgeBand:
    """The age band that ``years`` falls in."""
    limits = (
        (1, AgeBand.UNDER_1),
        (5, AgeBand.FROM_1_TO_4),
        (10, AgeBand.FROM_5_TO_9),
        (13, AgeBand.FROM_10_TO_12),
        (16, AgeBand.FROM_13_TO_15),
    )
    return next((name for limit, name in limits if years < limit), AgeBand.FROM_16_TO_17)


def read_ages(text: str) -> Ages:
    """The children's ages in ``text``. Grown-ups' ages are left out."""
    text = plain(text)
    found: dict[int, tuple[float, bool]] = {}
    parents: list[float] = []
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            span = match.span("number")
            if any(s < span[1] and span[0] < e for s, e in taken):
                continue
            taken.append((span[0], match.end()))
            before = text[: span[0]]
            if _ENDS_WITH_PARENT.search(before) or _BEGINS_WITH_PARENT.match(text, match.end()):
                parents.append(_years(match))
            elif not _GROWN_UP.search(before):
                found[span[0]] = (_years(match), True)
    ends = {end for start, end in taken if start in found}
    for match in _MORE.finditer(text):
        if any(end <= match.start() and not text[end : match.start()].strip() for end in ends):
            taken.append(match.span())
            ends.add(match.end())
            found[match.start("number")] = (_years(match), True)
    for match in _SCHOOL_YEAR.finditer(text):
        if not any(s < match.end() and match.start() < e for s, e in taken):
            found[match.start()] = (int(match["number"]) + 4.0, True)
    for pattern, years, exact in _STAGES:
        for match in pattern.finditer(text):
            if not _UNBORN_BEFORE.search(text[: match.start()]) and not _UNBORN_AFTER.search(
                text[match.end() :]
            ):
                found.setdefault(match.start(), (years, exact))
    ages = [age for _, age in sorted(found.items()) if age[0] < ADULT]
    return Ages(
        years=tuple(age for age, _ in ages),
        exact=tuple(sure for _, sure in ages),
        parents=tuple(age for age in parents if _YOUNGEST_PARENT <= age < ADULT),
    )


def _years(match: re.Match[str]) -> float:
    number = match["number"].lower()
    value = float(_WORDS.index(number)) if number in _WORDS else float(number)
    value += 0.5 if match["half"] else 0
    unit = (match.groupdict().get("unit") or "y").lower()
    unit = {"/12": "m", "/52": "w", "/7": "d"}.get(unit, unit[0])
    return value * _YEARS_PER[unit]
