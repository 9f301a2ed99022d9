"""Personal data written in digits or as an account: mail, telephones, numbers of a person, plates, dates of birth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import phonenumbers
from stdnum.gb import nhs

from bot.reading.rules import NumberRules

Spans = list[tuple[int, int]]

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_NUMERIC_DATE = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4})"
_DATE = (
    rf"(?:{_NUMERIC_DATE}|(?:the\s+)?{_DAY}(?:\s+(?:of\s+)?|[-/.]){_MONTH}\.?(?:(?:,?\s+'?|[-/.])\d{{2,4}})?"
    rf"|{_MONTH}\s+(?:the\s+)?{_DAY}(?:,?\s+\d{{2,4}})?|{_MONTH}\s+'?\d{{2,4}}|\d{{1,2}}[-/]\d{{4}}|\d{{8}}|\d{{6}}|\d{{1,2}}/\d{{1,2}}|(?:19|20)\d{{2}})"
)
_AGE = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen)"
_BORN = (
    r"(?:d\.?\s?o\.?\s?b\.?|date\s?of\s?birth|birth\s?date|born(?:\s+(?:on|in))?|(?:birth|b|b\.\s?|b')\s?-?days?|b\.|b(?=\s\d)|arrived on|delivered on"
    rf"|(?:is|was|turns|turned|turning|be|becomes|aged)\s+{_AGE}\s+on)"
)
_BIRTH_DATE = re.compile(
    rf"(?<!\w)(?:{_BORN})(?:\s*(?:is|are|was|were|falls|on|in|of|both|for|[:=\-–]|the|\())*\s*(?P<it>{_DATE})(?!\w)", re.IGNORECASE
)
_BIRTHDAY_AFTER = re.compile(
    rf"(?<!\w)(?P<it>{_DATE})\s*(?:\(|,|is|was|-|–)?\s*(?:(?:his|her|their|the|\w+'s)\s+)?(?:\d+\w\w\s+)?(?:birth\s?day|b-?day|dob\b|d\.o\.b|date of birth)",
    re.IGNORECASE,
)
_DATE_BY_NAME = re.compile(rf"\[name\](?:'s)?,?\s*[(\-–]?\s*(?P<it>\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:20[012]|19\d|[012])\d)(?![\d/.-])")
_SECOND_DATE = re.compile(rf"\[date\](?:\s*(?:,|and|&|;|/|or)\s*)+(?P<it>{_NUMERIC_DATE})(?![\w/])")

_EMAIL = re.compile(r"[\w.+'-]+(?:@|\s?(?:\(at\)|\[at\])\s?)[\w-]+(?:(?:\.|\s?[(\[]dot[)\]]\s?)[\w-]+)+", re.IGNORECASE)
_SPOKEN_EMAIL = re.compile(
    r"\b[\w-]+(?:(?:\s+(?:dot|underscore|dash)\s+|[._+-])[\w-]+)*\s+at\s+[\w-]+(?:\s+dot\s+[\w-]+){1,3}\b", re.IGNORECASE
)
_WRITTEN_AT = re.compile(r"\b\w+(?:[._]\w+|\d+)\s+at\s+(?:[\w-]+\.)+(?:com|net|org|uk|co\.uk|example|ie|eu)\b", re.IGNORECASE)
_TEN_DIGITS = re.compile(r"(?<![\w£$.])(?:\d[ -]?){9}\d(?![\w%])")
_FEWEST_DIGITS = 10
_LONGEST_PHONE = 13
_SPACED_PHONE = re.compile(r"(?<![\w£.])(?:\+?44|0)(?:[\s./()-]{0,2}\d){9,11}(?![\w%])")
_WITHOUT_ZERO = re.compile(r"(?<![\w£.+])7\d{3}[ -]?\d{3}[ -]?\d{3}(?![\w%])")
_NINO = re.compile(r"\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.IGNORECASE)
_AT_HANDLE = re.compile(r"(?<![\w.])@(?P<it>\w[\w.\-]*\w)")
_UNDERSCORED = re.compile(r"(?<![\w.@/])(?=[\w.]*_)(?=[\w.]*[a-zA-Z]{2})[\w.]{3,}")
_TAGGED = re.compile(r"(?<![\w.])[A-Za-z][\w.]{2,}#\d{3,5}\b")
_WORD_AND_DIGITS = re.compile(r"(?<![\w.@/-])(?P<word>[A-Za-z]{3,}(?:[.-][A-Za-z]+)*)\d{2,}[a-z]{0,3}(?![\w-])")
_PLATE = re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b")
_SMALL_PLATE = re.compile(r"\b[a-z]{2}\d{2}\s?(?P<end>[a-z]{3})\b", re.IGNORECASE)
_REGISTERED = r"\b(?:reg(?:istration)?|number\s?plate|plate|vrm|vrn)s?\b(?:\s*(?:is|was|no\.?|number|of|the|mark|ends?|ending|ended|starts?|starting|begins|beginning|like|with|in|part|partial|[:#-]))*\s+"
_REGISTRATION = re.compile(_REGISTERED + r"(?P<it>(?-i:[A-Z]{1,3}\s?\d{1,4}\s?[A-Z]{0,3}|\d{1,4}\s?[A-Z]{1,3}|[A-Z]{3}|[A-Z]{2}\d{2})|[a-z]{1,3}\d{1,4}\s?[a-z]{0,3})\b", re.IGNORECASE)
_SHAPES = (
    re.compile(r"(?<![\w£$/.-])(?:\d{4}[ -]){3}\d{4}(?![\w/-])"),
    re.compile(r"\b[A-Z]{2,6}[-/](?=[A-Z\d/-]*\d{3})[A-Z\d]+(?:[-/][A-Z\d]+)*\b"),
    re.compile(r"(?<![\w/-])(?=[\dA-Z/-]*[A-Z])(?=(?:[A-Z/-]*\d){4})[\dA-Z]+(?:[/-][\dA-Z]+)+(?![\w/-])"),
    re.compile(r"(?<![\w£$.,-])\d{6,}(?![\w%]|[.,]\d)|\b\d{3,}/\d{4,}\b|\b[A-Z]{1,4}\d{4,}[A-Z]?\b|#\d{3,}\b"),
    re.compile(r"\b(?=[A-Z]*\d)(?=\d*[A-Z])(?=(?:[A-Z]*\d){4})[A-Z\d]{7,}\b"),
    re.compile(r"(?<![\w£$/.-])\d{3}[ -]\d{3}[ -]\d{4}(?![\w/-])"),
)
_GROUPS = re.compile(r"(?<![\w£$/.-])\d{2,}(?:[-/]\d{2,})+(?:[-/][A-Z])?(?![\w/%-]|\.\d)")
_A_DATE = re.compile(r"(?:\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}([-/])\d{1,2}\1(?:\d{2}|\d{4}))")
_YEARS = re.compile(r"(?:19|20)\d\d[-/](?:\d\d|(?:19|20)\d\d)")
_TIMES = re.compile(r"[012]\d[0-5]\d-[012]\d[0-5]\d")
_FEWEST_GROUPED = 6
_SHORTEST_ACCOUNT = 4
_PLAIN_NAME = re.compile(r"[A-Za-z]+(?:-[a-z]+)+|\d{1,2}(?:am|pm|th|st|nd|rd)|[a-zA-Z]+\d")


class Numbers:
    """Finds what is written in digits, by kind. ``stays`` says whether a word is no account's name."""

    def __init__(self, rules: NumberRules, stays: Callable[[str], bool]) -> None:
        """Compiles the rules."""
        self._stays = stays
        self._accounts = _account(rules.accounts)
        self._sites = re.compile(rf"\b(?:{_any_of(rules.social_sites)})(?:\.com)?/@?(?P<it>[\w.\-/]*\w)", re.IGNORECASE)
        self._announced = _reference(rules.references)
        self._log = re.compile(rf"\b(?:{_any_of(rules.references)})\b\.?(?:\s*(?:no\.?|number|num|id|is|was|ref|[:#=]))*\s*(?P<it>(?!(?:999|111|101)\b)\d{{3,5}}\b)(?!\s*(?:days?|weeks?|months?|years?|%|people))", re.IGNORECASE)
        self._vehicle = re.compile(rf"\b(?:{_any_of(rules.vehicles)})\b", re.IGNORECASE)
        self._rung = re.compile(
            rf"\b(?:{_any_of(rules.phones)})\b(?:\s*(?:is|on|no\.?|number|at|him|her|them|me|back|mum|dad|[:\-]))*\s+"
            r"(?P<it>(?!0800|116|999|111)\d(?:[ -]?\d){5,8})(?![\w%-])", re.IGNORECASE
        )
        self._officer = re.compile(r"\b(?:PC|DC|DS|PS|PCSO|Sgt|Constable|collar)\s+(?P<it>[A-Z]?\d{2,6})\b")

    def birth_dates(self, text: str) -> Spans:
        """Dates of birth and birthdays, whole or in part; dates of events stay."""
        patterns = (_BIRTH_DATE, _BIRTHDAY_AFTER, _DATE_BY_NAME, _SECOND_DATE)
        return [span for pattern in patterns for span in found(pattern, text)]

    def emails(self, text: str) -> Spans:
        """Addresses of mail, "at" and "dot" spelt out too."""
        return [span for pattern in (_EMAIL, _SPOKEN_EMAIL, _WRITTEN_AT) for span in found(pattern, text)]

    def persons(self, text: str) -> Spans:
        """NHS numbers (checked by their check digit) and National Insurance numbers."""
        health = (m for m in _TEN_DIGITS.finditer(text) if m[0][0] != "0" and nhs.is_valid(m[0]))
        return [m.span() for m in health] + found(_NINO, text)

    def phones(self, text: str) -> Spans:
        """Telephone numbers as they are written in Britain. 999, 101 and helplines of eight digits stay."""
        if sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
            return found(self._rung, text)
        matches = phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.POSSIBLE)
        spans = [
            (match.start, match.end)
            for match in matches
            if match.raw_string.lstrip("(").startswith(("0", "+"))
            and _FEWEST_DIGITS <= sum(map(str.isdigit, match.raw_string)) <= _LONGEST_PHONE
        ]
        return spans + [span for pattern in (_SPACED_PHONE, _WITHOUT_ZERO, self._rung) for span in found(pattern, text)]

    def accounts(self, text: str) -> Spans:
        """Names of accounts online."""
        spans = [span for pattern in (self._sites, _AT_HANDLE, _UNDERSCORED, _TAGGED) for span in found(pattern, text)]
        for match in self._accounts.finditer(text):
            name = match["it"]
            marked = re.search(r"[\d_.-]", name) and re.search(r"[^\W\d_]", name) and not _PLAIN_NAME.fullmatch(name)
            strange = len(name) >= _SHORTEST_ACCOUNT and not self._stays(name)
            if marked or strange and not match["loose"]:
                spans.append(match.span("it"))
        spans += [m.span() for m in _WORD_AND_DIGITS.finditer(text) if not self._stays(m["word"])]
        return spans

    def vehicles(self, text: str) -> Spans:
        """Number plates, whole, or in part where it is said that one comes."""
        spans = found(_PLATE, text) + found(_REGISTRATION, text)
        if self._vehicle.search(text):
            spans += [m.span() for m in _OLD_PLATE.finditer(text)]
        driven = bool(self._vehicle.search(text))
        spans += [
            m.span() for m in _SMALL_PLATE.finditer(text) if driven or not self._stays(m["end"].lower())
            if m[0][:2].lower() not in ("yr", "ks", "of", "at", "in", "on", "to")
        ]
        return spans

    def references(self, text: str) -> Spans:
        """Numbers of a case, crime, pupil or patient, announced or by their shape."""
        spans = found(self._announced, text) + found(self._officer, text)
        spans += [span for pattern in _SHAPES for span in found(pattern, text)]
        spans += [m.span("it") for m in self._log.finditer(text) if not _YEARS.match(m["it"] + "-00")]
        spans += [m.span() for m in _GROUPS.finditer(text) if _is_reference(m[0])]
        return spans


_OLD_PLATE = re.compile(r"\b(?:[A-HJ-Y]\d{1,3}\s?[A-Z]{3}|[A-Z]{3}\s?\d{1,3}[A-HJ-Y]?)\b")


def _is_reference(text: str) -> bool:
    if _A_DATE.fullmatch(text) or _YEARS.fullmatch(text) or _TIMES.fullmatch(text):
        return False
    return sum(map(str.isdigit, text)) >= _FEWEST_GROUPED


def found(pattern: re.Pattern[str], text: str) -> Spans:
    """Where ``pattern`` stands, or its group ``it`` where it has one."""
    name: str | int = "it" if "it" in pattern.groupindex else 0
    return [span for span in (match.span(name) for match in pattern.finditer(text)) if span[0] >= 0]


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _account(words: Iterable[str]) -> re.Pattern[str]:
    """An account's name after the word for it. ``loose`` holds the link where none says that a name comes."""
    says = r"(?:name|handle|account|user|id|called|as|:|=|@|\"|')"
    kinds = _any_of(words)
    return re.compile(
        rf"\b(?:{kinds})s?\b(?:\s*(?:(?:is|was|on)\s*)?{says}(?:\s*(?:is|was|{says}))*\s*"
        rf"|(?P<loose>(?:\s*(?:is|was|on|he is|she is|-|he's|she's))*\s+))[\"'@]*(?!(?:{kinds}|{says})\b)(?P<it>\w(?:[\w.\-]*\w)?)",
        re.IGNORECASE,
    )


def _reference(words: Iterable[str]) -> re.Pattern[str]:
    number = (
        r"(?P<it>(?=[A-Z\d/.\-]*\d[A-Z\d/.\-]*\d)[A-Z\d][A-Z\d/\-]{3,}(?:\.\d+)*"
        r"|[A-Z]{1,4}\s\d{3,}(?:\s\d{2,})*|\d{3}[ -]\d{3}[ -]\d{4}|\d{2,4}(?:\s\d{2,4}){1,3})"
    )
    lead = rf"\b(?:{_any_of(words)})\b\.?(?:\s*(?:no\.?|number|num|id|is|was|ref|[:#=]))*\s*"
    return re.compile(lead + number + r"(?![\w/])", re.IGNORECASE)
