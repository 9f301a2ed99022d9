"""Dates and times of day that a text says, day first: "3 March", "3/3/26", "last Tuesday", "2pm yesterday".

Our own, because what reads dates in the package index either needs newer libraries than Rasa allows
or takes words such as "may" and "sun" for dates, and 3/13 for the thirteenth of March.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from dateutil.relativedelta import relativedelta

from bot.reading.words import plain

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAYS = "mon tue wed thu fri sat sun".split()
_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_COUNTS = {word: number for number, word in enumerate(_WORDS, 1)} | {"a": 1, "a couple of": 2}
_UNITS = {"day": 1, "week": 7, "fortnight": 14}  # days
_AROUND = {
    "day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "day after tomorrow": 2,
    "tomorrow": 1,
}
_LEAP_YEARS_APART = 8  # the most years between two days of 29 February
_CENTURY = 2000

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_FULL_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_ANY_DAY = rf"(?:{_FULL_DAY}|mon|tues?|weds?|thurs?|thu|fri|sat|sun)"
_LEAD = rf"(?:\b{_ANY_DAY},?\s+)?(?:\bthe\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_COUNT = rf"(?P<count>\d{{1,3}}|a\s+couple\s+of|a|{'|'.join(_WORDS)})\s+(?P<unit>day|week|fortnight|month)s?"
_HALF = r"\s*(?P<half>[ap])\.?m\b"

_TIMES = tuple(
    re.compile(rf"(?<![\d/.:-]){pattern}(?![\d:/])", re.IGNORECASE)
    for pattern in (
        rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d{{2}}))?{_HALF}",
        r"(?P<hour>\d{1,2}):(?P<minute>\d{2})\b",
        r"\b(?:noon|midday)\b",
    )
)


@dataclass(frozen=True)
class SaidDate:
    """A date in a text at ``start`` to ``end``: as one that has been, and as one that is to come.

    Both are the same where only one can be meant, and None where there is no such day ("31 June").
    """

    start: int
    end: int
    past: date | None
    ahead: date | None


@dataclass(frozen=True)
class SaidTime:
    """A time of day in a text at ``start`` to ``end``."""

    start: int
    end: int
    at: time


Days = tuple[date | None, date | None]
Reader = Callable[[re.Match[str], date], Days]


def read_dates(text: str, today: date) -> tuple[SaidDate, ...]:
    """Every date in ``text`` as seen from ``today``, in order. A month or a week alone is none."""
    text = plain(text)
    found: list[SaidDate] = []
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text):
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(SaidDate(match.start(), match.end(), *_read(read, match, today)))
    return tuple(sorted(found, key=lambda one: one.start))


def read_times(text: str) -> tuple[SaidTime, ...]:
    """Every time of day in ``text``, in order: "14:30", "2.30pm", "9 am", "noon"."""
    found: list[SaidTime] = []
    for pattern in _TIMES:
        for match in pattern.finditer(plain(text)):
            at = _time(match)
            if at is not None and not any(
                one.start < match.end() and match.start() < one.end for one in found
            ):
                found.append(SaidTime(match.start(), match.end(), at))
    return tuple(sorted(found, key=lambda one: one.start))


def _read(read: Reader, match: re.Match[str], today: date) -> Days:
    try:
        return read(match, today)
    except (ValueError, OverflowError):
        return None, None


def _time(match: re.Match[str]) -> time | None:
    """The time of day, or None for "25:10" and "14pm"."""
    said = match.groupdict()
    if "hour" not in said:
        return time(12)
    hour, minute, half = int(said["hour"]), int(said["minute"] or 0), (said.get("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 24
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _in_year(match: re.Match[str], today: date) -> Days:
    """A day and a month, with a year or without one."""
    said = match.groupdict()
    month = said["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    day, year = int(said["day"]), (said.get("year") or "").lstrip("'")
    if year:
        the_day = date(int(year) + (_CENTURY if len(year) == 2 else 0), number, day)
        return the_day, the_day
    years = range(today.year - _LEAP_YEARS_APART, today.year + _LEAP_YEARS_APART + 1)
    return _nearest(((year, number) for year in years), day, today)


def _in_month(match: re.Match[str], today: date) -> Days:
    """ "On the 3rd": of this month, or of the one before or after."""
    months = (today + relativedelta(months=step) for step in range(-2, 3))
    return _nearest(((month.year, month.month) for month in months), int(match["day"]), today)


def _nearest(months: Iterable[tuple[int, int]], day: int, today: date) -> Days:
    days = []
    for year, month in months:
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    past = [one for one in days if one <= today]
    return (past[-1] if past else None, next((one for one in days if one >= today), None))


def _around(match: re.Match[str], today: date) -> Days:
    """Today and the days around it."""
    words = " ".join(match.group().lower().split())
    the_day = today + timedelta(days=next((step for key, step in _AROUND.items() if key in words), 0))
    return the_day, the_day


def _counted(match: re.Match[str], today: date) -> Days:
    """So many days, weeks or months ago, or ahead."""
    count, unit = " ".join(match["count"].lower().split()), match["unit"].lower()
    number = int(count) if count.isdigit() else _COUNTS[count]
    number = -number if match.groupdict().get("ago") else number
    step = relativedelta(months=number) if unit == "month" else timedelta(days=number * _UNITS[unit])
    the_day: date = today + step
    return the_day, the_day


def _weekday(match: re.Match[str], today: date) -> Days:
    """A day of the week: the one before today or the one after; today itself is never meant."""
    said = {key: " ".join((words or "").lower().split()) for key, words in match.groupdict().items()}
    wanted = _DAYS.index(said["weekday"][:3])
    past = today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)
    ahead = today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)
    words = f"{said.get('before', '')} {said.get('after', '')}"
    if "week" in words:
        ahead += timedelta(days=7)
    if "before last" in words or "week last" in words:
        past -= timedelta(days=7)
    if "last" in words or "past" in words or "gone" in words:
        return past, past
    return (ahead, ahead) if "week" in words or "next" in words or "coming" in words else (past, ahead)


_PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\d-])", _in_year),
        (
            r"(?<![\d/.-])(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)"
            r"(?P<year>\d{4}|\d{2})(?![\d/-])",
            _in_year,
        ),
        (
            rf"{_LEAD}(?<![\d/.:-]){_DAY}\s+(?:of\s+)?{_MONTH}"
            r"(?:,?\s+(?P<year>\d{4}|'?\d{2})\b(?!\s*[:.]\d|\s*[ap]\.?m))?",
            _in_year,
        ),
        (
            rf"{_LEAD}\b(?!may\s+\d{{1,2}}(?:\s|$)){_MONTH}\s+(?:the\s+)?{_DAY}\b(?![:.]\d)(?:,?\s+(?P<year>\d{{4}})\b)?",
            _in_year,
        ),
        (r"(?<![\d/.-])(?!24/7\b)(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/-])", _in_year),
        (r"\bon\s+the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)\b", _in_month),
        (
            r"\b(?:(?:the\s+)?day\s+before\s+yesterday|yesterday|last\s+night|(?:the\s+)?day\s+after\s+tomorrow"
            r"|tomorrow|today|tonight|this\s+(?:morning|afternoon|evening))\b",
            _around,
        ),
        (rf"\b{_COUNT}\s+(?:(?P<ago>ago|back)|from\s+(?:now|today))\b", _counted),
        (rf"\bin\s+{_COUNT}\b", _counted),
        (
            rf"\b(?P<before>(?:a\s+)?week\s+(?:on|last)|last|this\s+past|past|next|this\s+coming|coming)\s+"
            rf"(?P<weekday>{_ANY_DAY})\b",
            _weekday,
        ),
        (
            rf"\b(?:(?:on|this)\s+)?(?P<weekday>{_FULL_DAY})"
            r"(?:\s+(?P<after>just\s+gone|gone|week|before\s+last|last))?\b",
            _weekday,
        ),
        (rf"\b(?:on|this)\s+(?P<weekday>{_ANY_DAY})\b", _weekday),
    )
)
