"""Dates of birth and birthdays, whole or in part; dates of events stay."""

from __future__ import annotations

import re

from bot.reading.personal.tokens import found, has_digit

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_NUMERIC = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4})"
_DATE = (
    rf"(?:{_NUMERIC}|(?:the\s+)?{_DAY}(?:\s+(?:of\s+)?|[-/.]){_MONTH}\.?(?:(?:,?\s+'?|[-/.])\d{{2,4}})?"
    rf"|{_MONTH}\s+(?:the\s+)?{_DAY}(?:,?\s+\d{{2,4}})?|{_MONTH}\s+'?\d{{2,4}}"
    r"|\d{1,2}[-/]\d{4}|\d{8}|\d{6}|\d{1,2}/\d{1,2}|(?:19|20)\d{2})"
)
_AGE = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen)"
)
_BORN = (
    r"(?:d\.?\s?o\.?\s?b\.?(?:'?s)?|date\s?of\s?birth|birth\s?date|born(?:\s+(?:on|in))?"
    r"|(?:birth|b|b\.\s?|b')\s?-?days?|b\.|b(?=\s\d)|delivered on"
    rf"|(?:is|was|turns|turned|turning|be|becomes|aged)\s+{_AGE}\s+on)"
)
_PATTERNS = (
    re.compile(
        rf"(?<!\w)(?:{_BORN})(?:\s*(?:is|are|was|were|falls|on|in|of|both|for|[:=\-–]|the|\())*\s*(?P<it>{_DATE})(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\w)(?P<it>{_DATE})\s*(?:\(|,|is|was|-|–)?\s*(?:(?:his|her|their|the|\w+'s)\s+)?(?:\d+\w\w\s+)?"
        r"(?:birth\s?day|b-?day|dob\b|d\.o\.b|date of birth)",
        re.IGNORECASE,
    ),
    # beside a name, a whole date in digits
    re.compile(
        r"\[name\](?:'s)?,?\s*[(\-–]?\s*(?P<it>\d{1,2}[-/.]\d{1,2}[-/.](?:20[012]|19\d|[012])\d)(?![\d/.-])"
    ),
    re.compile(rf"\[date\](?:\s*(?:,|and|&|;|/|or)\s*)+(?P<it>{_NUMERIC})(?![\w/])"),
)


def birth_dates(text: str) -> list[tuple[int, int]]:
    """Where dates of birth stand; a date beside the placeholder [name] counts as one."""
    if not has_digit(text):
        return []
    return [span for pattern in _PATTERNS for span in found(pattern, text)]
