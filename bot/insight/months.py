"""Months made of whole weeks. Figures are for months that are over: what never changes cannot be compared
with itself a day later, which would tell of one conversation alone.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple


class Month(NamedTuple):
    """The weeks whose Monday falls in a calendar month."""

    year: int
    month: int

    @property
    def weeks(self) -> tuple[date, ...]:
        """Their Mondays."""
        first = date(self.year, self.month, 1)
        monday = first + timedelta(days=-first.weekday() % 7)
        found = (monday + timedelta(weeks=number) for number in range(5))
        return tuple(day for day in found if day.month == self.month)

    @property
    def last_day(self) -> date:
        """The Sunday on which its last week ends."""
        return self.weeks[-1] + timedelta(days=6)

    @property
    def before(self) -> Month:
        """The month before."""
        return Month(self.year, self.month - 1) if self.month > 1 else Month(self.year - 1, 12)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"


def over(today: date, since: date) -> tuple[Month, ...]:
    """The months that are over before ``today``, newest first, back to that of ``since`` (a Monday)."""
    month, found = Month(today.year, today.month), []
    while month.weeks[-1] >= since:
        if month.last_day < today:
            found.append(month)
        month = month.before
    return tuple(found)


def first_kept(today: date, days: int) -> date:
    """The first Monday that is kept. A month goes as a whole, once it ended longer than ``days`` ago."""
    oldest = today - timedelta(days=days)
    month = Month(oldest.year, oldest.month)
    return (month.before if month.before.last_day >= oldest else month).weeks[0]
