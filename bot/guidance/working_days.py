"""Working days in England: Monday to Friday without bank holidays."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import holidays

_COUNTRY, _PART = "GB", "ENG"
_known = holidays.country_holidays(_COUNTRY, subdiv=_PART)
FIRST_YEAR: int = _known.start_year
LAST_YEAR: int = _known.end_year


@lru_cache(maxsize=1)
def _calendar() -> holidays.HolidayBase:
    """Every year at once: a calendar that fills itself on demand is not safe in threads."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return holidays.country_holidays(_COUNTRY, subdiv=_PART, years=years, expand=False)


def is_bank_holiday(day: date) -> bool:
    """Whether ``day`` is a bank holiday in England."""
    return day in _calendar()


def is_working_day(day: date) -> bool:
    """Whether ``day`` is a Monday to Friday and no bank holiday in England."""
    return bool(_calendar().is_working_day(day))


def working_days_from(day: date, count: int) -> date:
    """The working day that is ``count`` after ``day``, or before it if negative.

    The day after ``day`` is day one, whatever day of the week ``day`` is; 0 is ``day`` itself.
    ``day`` lies between FIRST_YEAR and LAST_YEAR.
    """
    if count == 0:
        return day
    found: date = _calendar().get_nth_working_day(day, count)
    return found


def working_day_before(day: date) -> date:
    """``day`` itself if it is a working day, else the last one before it."""
    return day if is_working_day(day) else working_days_from(day, -1)
