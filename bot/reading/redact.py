"""Personal data out, before anything is stored: each piece becomes a placeholder such as [name].

Ages, school years, dates of events, relationships, agencies and towns stay, because the guidance
rests on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import phonenumbers
from stdnum.gb import nhs

from bot.reading.names import NameFinder
from bot.reading.rules import RedactionRules, area_names, load_rules
from bot.reading.words import plain

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}"
    rf"|{_DAY}\s+(?:of\s+)?{_MONTH}\.?(?:,?\s+'?\d{{2,4}})?|{_MONTH}\s+{_DAY}(?:,?\s+\d{{2,4}})?"
    rf"|{_MONTH}\s+'?\d{{2,4}}|\d{{8}}|\d{{1,2}}/\d{{1,2}}|(?:19|20)\d{{2}})"
)
_BORN = (
    r"(?:d\.?\s?o\.?\s?b\.?|date of birth|born(?:\s+(?:on|in))?|birth\s?day|birth\s?date|b\.\s?day"
    r"|(?:is|was|turns|turned|be)\s+\d{1,2}\s+on)"
)
_REGISTERED = (
    r"\b(?:reg(?:istration)?|plate|number plate|vrm|ending)\b"
    r"(?:\s*(?:is|was|no\.?|number|of|[:#]))*\s+"
)
_TEN_DIGITS = re.compile(r"(?<![\w£$.])(?:\d[ -]?){9}\d(?![\w%])")
_FEWEST_DIGITS = 10
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_BIRTH_DATE = re.compile(
    rf"(?:(?<=\W)|^)(?:{_BORN})(?:\s*(?:is|was|falls|on|[:=\-]|the|\())*\s*(?P<it>{_DATE})(?!\w)",
    re.IGNORECASE,
)
_BIRTHDAY_AFTER = re.compile(
    rf"(?<!\w)(?P<it>{_DATE})\s*(?:\(|,|is|was)?\s*(?:(?:his|her|their)\s+)?(?:\d+\w\w\s+)?(?:birthday|dob\b|d\.o\.b)",
    re.IGNORECASE,
)
_AT_HANDLE = re.compile(r"(?<![\w.])@(?P<it>\w[\w.\-]*\w)")
_PATTERNS = (
    ("number", re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?(?:\d\s?){6}[A-D]\b", re.IGNORECASE)),
    ("postcode", re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE)),
    ("vehicle", re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b")),
    ("vehicle", re.compile(_REGISTERED + r"(?P<it>[A-Z]{1,3}\s?\d{1,4}\s?[A-Z]{0,3})\b", re.IGNORECASE)),
    ("reference", re.compile(r"\b[A-Z]{2,6}[-/]\d{2,}(?:[-/]?[A-Z\d]+)*\b")),
    ("reference", re.compile(r"\b\d{6,}\b|\b\d{3,}/\d{4,}\b|\b[A-Z]{1,4}\d{4,}[A-Z]?\b|#\d{3,}\b")),
)
_ADDRESS_LABEL = re.compile(
    r"\baddress(?:\s+is|\s+was)?\s*[:\-]?\s+(?P<it>(?:\d+[a-z]?,?\s+)?[A-Z][\w']+(?:[ ,]+[A-Z][\w']+){1,6})"
)
_LIVES_AT = re.compile(
    r"\b(?i:lives?|living|staying|moved|house|home|flat|address(?: is)?)\s+(?i:at|on|to|in)\s+"
    r"(?P<it>\d+[a-z]?\s+[A-Z][\w']+(?:\s+[A-Z][\w']+)*)"
)
_SMALL_WORDS = r"(?:and|or|in|on|at|the|a|an|of|to|from|kids|children|times|nights|days|weeks|months|years)\b"
_STREETS_ONLY = "street|road|lane|avenue|close|crescent|drive|grove|terrace|rd|ave|cres"
_NOT_INSTITUTIONS = (
    "The|A|An|His|Her|Their|My|Our|In|At|From|Year|Local|New|Same|This|That|Special|Mainstream|Primary|"
    "Private|Both|No|High"
)


class Redactor:
    """Takes personal data out of text. ``keep`` holds names of areas that stay."""

    def __init__(self, rules: RedactionRules, keep: Iterable[str] = ()) -> None:
        self._names = NameFinder(rules, keep)
        self._patterns = (
            ("date", _BIRTH_DATE),
            ("date", _BIRTHDAY_AFTER),
            ("handle", _accounts(rules.accounts)),
            ("handle", _AT_HANDLE),
            *_PATTERNS,
            ("reference", _references(rules.references)),
            ("address", _street(rules.streets)),
            ("address", _LIVES_AT),
            ("address", _ADDRESS_LABEL),
            ("place", _institution(rules.institutions)),
        )

    def __call__(self, text: str) -> str:
        """``text`` with placeholders. Doing it again changes nothing."""
        while (redacted := self._once(text)) != text:
            text = redacted
        return text

    def _once(self, text: str) -> str:
        text = _replace(text, "email", _found(_EMAIL, text))
        text = _replace(text, "number", _nhs_numbers(text))
        text = _replace(text, "phone", _phones(text))
        for kind, pattern in self._patterns:
            text = _replace(text, kind, _found(pattern, plain(text)))
        return _replace(text, "name", self._names.find(text))


def redact(text: str) -> str:
    """``text`` without personal data. Doing it again changes nothing."""
    return _default()(text)


@cache
def _default() -> Redactor:
    return Redactor(load_rules().redaction, area_names())


def _found(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where ``pattern`` stands, or its group ``it`` where it has one."""
    name: str | int = "it" if "it" in pattern.groupindex else 0
    spans = (match.span(name) for match in pattern.finditer(text))
    return [span for span in spans if span[0] >= 0]


def _replace(text: str, kind: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in sorted(spans):
        if start >= at and not {"[", "]"} & set(text[start:end]):
            pieces += [text[at:start], f"[{kind}]"]
            at = end
    return "".join([*pieces, text[at:]])


def _nhs_numbers(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in _TEN_DIGITS.finditer(text) if m.group()[0] != "0" and nhs.is_valid(m.group())]


def _phones(text: str) -> list[tuple[int, int]]:
    matches = phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.POSSIBLE)
    return [
        (match.start, match.end)
        for match in matches
        if match.raw_string.lstrip("(").startswith(("0", "+"))
        and sum(map(str.isdigit, match.raw_string)) >= _FEWEST_DIGITS
    ]


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _accounts(words: Iterable[str]) -> re.Pattern[str]:
    name = r"(?P<it>(?=[\w.\-]*[\d_.\-])\w[\w.\-]*\w)"
    return re.compile(
        rf"\b(?:{_any_of(words)})\b(?:\s*(?:name|handle|account|user|id|is|was|called|:|=|on|as))*\s*[\"'@]*{name}",
        re.IGNORECASE,
    )


def _references(words: Iterable[str]) -> re.Pattern[str]:
    number = (
        r"(?P<it>(?=[A-Z\d/.\-]*\d[A-Z\d/.\-]*\d)[A-Z\d][A-Z\d/\-]{3,}(?:\.\d+)*"
        r"|[A-Z]{1,4}\s\d{3,}(?:\s\d{2,})*|\d{3}[ -]\d{3}[ -]\d{4}|\d{2,4}(?:\s\d{2,4}){1,3})"
    )
    lead = rf"\b(?:{_any_of(words)})\b\.?(?:\s*(?:no\.?|number|id|is|was|ref|[:#=]))*\s*"
    return re.compile(lead + number + r"(?!\w)", re.IGNORECASE)


def _street(kinds: Iterable[str]) -> re.Pattern[str]:
    """A house number and a street: with capitals, or in any case if the kind means only streets."""
    flat = r"(?:(?i:flat|apartment|apt|unit|room)\s+\d+[a-z]?,?\s+)?"
    named = rf"(?:[A-Z][\w'.]*\s+){{1,3}}?(?:{_titled(kinds)})"
    spoken = rf"(?i:(?:(?!{_SMALL_WORDS})[a-z][\w'.]*\s+){{1,2}}?(?:{_STREETS_ONLY}))"
    return re.compile(rf"\b{flat}\d+[a-zA-Z]?,?\s+(?:{named}|{spoken})\b")


def _institution(kinds: Iterable[str]) -> re.Pattern[str]:
    capital = r"[A-Z][\w'.&-]*"
    inner = rf"(?:\s+(?:{capital}|of|and|the|RC|CE|C\s?of\s?E)){{0,4}}?"
    return re.compile(
        rf"\b(?!(?:{_NOT_INSTITUTIONS})\s){capital}{inner}\s+(?:{_titled(kinds)})\b"
        r"(?:\s+(?:School|Academy|College))?"
    )


def _titled(words: Iterable[str]) -> str:
    """The words as they stand in a name: with capitals, or in capitals throughout."""
    forms = {form for word in words for form in (word.title().replace("'S", "'s"), word.upper())}
    return _any_of(forms | {word.capitalize() for word in words})
