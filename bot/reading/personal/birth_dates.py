"""Dates of birth and birthdays, whole or in part; dates of events stay."""

from __future__ import annotations

import re

from bot.reading.personal.tokens import found, has_digit

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_MONTH_NUMBER = r"(?:\d{1,2}|i{1,3}|iv|vi{0,3}|ix|xi{0,2})"  # Roman, as some doctors and old schools write it
_IN_WORDS = (
    r"(?:(?:twenty|thirty)[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_BETWEEN = r"(?:\s?[-/.|\\_]\s?|\s)"
_DAY_FIRST = rf"\d{{1,2}}{_BETWEEN}{_MONTH_NUMBER}{_BETWEEN}\d{{2,4}}"
_NUMERIC = rf"(?:\d{{4}}{_BETWEEN}\d{{1,2}}{_BETWEEN}\d{{1,2}}|{_DAY_FIRST})"
_FEAST = (
    r"(?:(?:christmas|xmas)(?:\s+(?:day|eve))?|boxing\s+day|new\s+year'?s(?:\s+(?:day|eve))?|(?:st\s+)?valentine'?s(?:\s+day)?"
    r"|hallowe'?en|bonfire\s+night|guy\s+fawkes\s+night|april\s+fools?'?s?(?:\s+day)?|easter(?:\s+(?:sunday|monday|day))?"
    r"|good\s+friday|st\s+(?:patrick|george|david|andrew)'?s(?:\s+day)?|may\s+day|leap\s+(?:day|year))"
)
_DATE = (
    rf"(?:{_NUMERIC}|(?:the\s+)?{_DAY}(?:\s+(?:of\s+)?|\s?[-/.]\s?){_MONTH}\.?(?:(?:,?\s+'?|\s?[-/.]\s?)\d{{2,4}})?"
    rf"|(?:the\s+)?(?:{_IN_WORDS})\s+(?:of\s+)?{_MONTH}(?:,?\s+(?:\d{{4}}|(?:two\s+thousand|twenty)(?:[\s-]+(?:and\s+)?[a-z]+teen|[\s-]+and\s+\w+)?))?"
    rf"|{_DAY}\s+of\s+the\s+{_DAY}(?:,?\s+\d{{2,4}})?|{_MONTH}\s+(?:the\s+)?{_DAY}(?:,?\s+\d{{2,4}})?|{_MONTH}\s+'?\d{{2,4}}"
    rf"|(?:the\s+)?(?:{_IN_WORDS})\s+of\s+the\s+(?:{_IN_WORDS})(?:,?\s+(?:two\s+thousand|twenty|nineteen)(?:[\s-]+(?:and\s+)?[a-z]+){{1,2}})?"
    rf"|{_FEAST}(?:,?\s+\d{{2,4}})?"
    r"|\d{1,2}[-/]\d{4}|\d{8}|\d{6}|\d{1,2}/\d{1,2}|(?:19|20)\d{2})"
)
_YEAR = r"(?:(?:20[0-3]|19\d)\d|\d\d)"
# with its year, so that it is no score and no day of next week
_SIGN = r"\s?[-/.]\s?"
_WHOLE_IN_DIGITS = (
    rf"(?:\d{{1,2}}{_SIGN}{_MONTH_NUMBER}{_SIGN}{_YEAR}|(?:20[0-3]|19\d)\d[-/.]\d\d[-/.]\d\d)(?![\d/.-]\d)"
)
_WHOLE = rf"(?:{_WHOLE_IN_DIGITS}|{_DAY}(?:\s+|[-/.]){_MONTH}\.?(?:,?\s+|[-/.])'?{_YEAR})"
_AGE = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen)"
)
_BORN = (
    r"(?:d\.?\s?o\.?\s?b\.?(?:'?s)?|date\s?of\s?birth|year\s?of\s?birth|y\.?o\.?b\.?|birth\s?date"
    r"|born(?:\s+(?:on|in))?"
    r"|(?:birth|b|b\.\s?|b')\s?-?days?(?:'s)?|b\.|b(?=\s\d)|delivered on"
    r"|(?:his|her|their|my)\s+(?:13|16|18)th(?=\s+(?:is|was|falls|on)\b)"
    rf"|(?:is|was|turns|turned|turning|be|becomes|aged)\s+{_AGE}\s+on)"
)
_LINKS = (
    r"(?:\s*(?:,|yesterday|today|tomorrow|is|are|was|were|falls|on|in|of|both|for|[:=\-–/]|the|\(|given|recorded|listed"
    r"|(?<!birthday )as|either|or|about"
    r"|circa|wrong(?:ly)?|incorrect(?:ly)?|mistaken(?:ly)?|correct(?:ed|ly)?|actually|really|sorry|\.{2,}|should|would|might|may|could|be"
    r"|says?|shows?|reads?|written|spelt|entered|down|it'?s|i'?ve|we'?ve|got|have|has|had|we|i|now|just|still|\)|an?"
    r"|approx|roughly|possibly|maybe|not|clear|unclear|unsure|uncertain|unknown|disputed|unconfirmed|confirmed|estimated"
    r"|(?:on|by|per|from|in)\s+(?:the\s+|his\s+|her\s+|their\s+)?(?:age\s+assessment|passport|papers|form|file|system|certificate)"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b))*"
)
_BORN_SOMEHOW = r"born(?:\s+[a-z]+|\s+\d\d(?:\s?\+\s?\d)?\s*(?:weeks?|wks?|/40)){1,5}\s+on"
_SOMEBODY = (
    r"(?:\s*[,(\-–]?\s*(?:mum|mam|mom|dad|mother|father|brother|sister|sibling|son|daughter|child|baby|partner"
    r"|male|female|m|f|unborn|subject)\b\)?)?"
)
_OLD = r"(?:(?:aged?\s*)?\d{1,2}\s*(?:yrs?|years?(?:\s+old)?|y/?o|m|months?|mths?)?\s*[,;(\-–/]\s*)?"
# what somebody did on a day, and no date of birth: "seen by [name], 3 October 2025"
_NOT_MET = "".join(rf"(?<!\b{word} \[name\])" for word in "by with met saw to from visited rang".split())
_AFTER_BIRTH = re.compile(rf"(?<!\w)(?:{_BORN}){_LINKS}\s*(?P<it>{_DATE})(?!\w)", re.IGNORECASE)
_BIRTH = r"(?:birth\s?day|b-?day|dob\b|d\.o\.b|date of birth)"
_SAYS_BIRTH = re.compile(_BIRTH, re.IGNORECASE)
_BEFORE_BIRTH = re.compile(
    rf"(?<!\w)(?P<it>{_DATE})\s*(?:\(|,|is|was|-|–)?\s*(?:(?:his|her|their|the|\w+'s)\s+)?(?:\d+\w\w\s+)?{_BIRTH}",
    re.IGNORECASE,
)
# a day without its month, at which somebody turns an age, and a date in brackets after an age
_TURNS = re.compile(
    rf"\b(?:is|be|was|turns?|turned|turning|becomes)\s+{_AGE}\s+(?:on|next\s+\w+,?|this\s+\w+,?)\s+(?P<it>(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th))\b"
)
_AFTER_AGE = re.compile(
    rf"\b(?:[Aa]ged?\s+\d{{1,2}}|\d{{1,2}}\s*(?:yrs?|years?(?:\s+old)?|y/?o|months?|mths?))\s*\((?P<it>{_WHOLE_IN_DIGITS})\)"
)
_BORN_LATER = re.compile(rf"(?<!\w)(?:{_BORN_SOMEHOW})\s+(?P<it>{_DATE})(?!\w)", re.IGNORECASE)
_BESIDE_PLACEHOLDERS = (
    # beside a name, a whole date in digits; one with its month in words where nothing else follows
    re.compile(
        rf"\[name\](?:'s)?{_SOMEBODY}[,:;]?\s*[(\-–/|]?\s*{_OLD}(?P<it>{_WHOLE_IN_DIGITS})(?![\d/])",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\[name\]{_NOT_MET}{_SOMEBODY}\s*[,(:;\-–]\s*{_OLD}(?P<it>{_WHOLE})(?=\s*(?:[,;)\n]|$|\[|NHS))",
        re.IGNORECASE,
    ),
    # a sentence of its own after the name's: "Its spelt [name]. 2 Oct 2014."
    re.compile(
        rf"(?:^|[.:\n])\s*(?:(?:it'?s|name|is|spelt|this|re|about|for|child|pupil|called|mr|mrs|ms|miss)\s+)*"
        rf"\[name\](?:\s+not\s+\[name\])?\.\s+(?P<it>{_WHOLE})(?=\s*(?:[.\n]|$))",
        re.IGNORECASE,
    ),
    # alone in a field of a form, after the name's or after one field more
    re.compile(
        rf"\[name\][ \t]*[\n/|]\s*(?:[^\n/|]{{1,25}}[\n/|]\s*)?"
        rf"(?P<it>{_WHOLE_IN_DIGITS})(?=[ \t]*(?:[\n/|]|$))"
    ),
    # what another paper has instead: "dob [date], passport says"
    re.compile(
        rf"\[date\][^.;\n]{{0,40}}\b(?:says?|shows?|has|gives?|states?|given as|reads?)\s+"
        rf"(?:it\s+as\s+|it's\s+)?(?P<it>{_NUMERIC}|{_WHOLE})(?![\w/])",
        re.IGNORECASE,
    ),
    # one in a list whose others are known already
    re.compile(
        r"\[date\](?:\s*(?:,|and|&|\+|;|/|or|not|rather than|instead of|actually|it'?s|should be)\s*)+"
        rf"(?P<it>{_NUMERIC}|{_WHOLE})(?![\w/])",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<![\w/])(?P<it>{_WHOLE})(?:\s*(?:,|and|&|\+|;|or)\s*)+\[date\]", re.IGNORECASE),
)


def birth_dates(text: str) -> list[tuple[int, int]]:
    """Where dates of birth stand; a date beside the placeholder [name] counts as one."""
    if not has_digit(text):
        return found(_AFTER_BIRTH, text) if _SAYS_BIRTH.search(text) or "born" in text.lower() else []
    patterns = [_AFTER_BIRTH, _TURNS, _AFTER_AGE]
    if _SAYS_BIRTH.search(text):
        patterns.append(_BEFORE_BIRTH)
    if "born" in text.lower():
        patterns.append(_BORN_LATER)
    if "[" in text:
        patterns += _BESIDE_PLACEHOLDERS
    return [span for pattern in patterns for span in found(pattern, text)]
