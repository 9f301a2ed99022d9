"""What the pages show, read from the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.engine import Engine

from bot.content.load import Content
from bot.exercises.model import Exercise
from bot.insight.figures import COLUMNS, Chart, Figures, Tallies, chart, figures
from bot.insight.months import Month, over
from bot.insight.suppression import alone
from bot.store import ballots, insights, training, unanswered
from bot.training.compare import Line, compare

_QUESTIONS_SHOWN = 50


@dataclass(frozen=True)
class Question:
    """A question that nobody could answer; ``times`` is None if it is a small number."""

    text: str
    area: str
    times: int | None


class Reading:
    """Reads figures for pages and files. All of it blocks: run it in a thread."""

    def __init__(
        self, engine: Engine, content: Callable[[], Content], exercises: Callable[[], Mapping[str, Exercise]]
    ) -> None:
        """One a server."""
        self._engine = engine
        self._content = content
        self._exercises = exercises

    def months(self, today: date) -> tuple[Month, ...]:
        """The months that are over, newest first, back to the first that was counted."""
        weeks = insights.by_week(self._engine)
        return over(today, min(weeks)) if weeks else ()

    def figures(self, month: Month) -> Figures:
        """What may be shown of a month."""
        found = {
            name: insights.tally(self._engine, month.weeks, *columns) for name, columns in COLUMNS.items()
        }
        return figures(Tallies(weeks=month.weeks, **found), self._content())

    def trend(self, months: tuple[Month, ...]) -> Chart:
        """Every month's total, oldest first."""
        by_week = insights.by_week(self._engine)
        totals = ((one, sum(by_week.get(week, 0) for week in one.weeks)) for one in reversed(months))
        return chart("trend", ((named(one), alone(total)) for one, total in totals))

    def questions(self) -> tuple[tuple[Question, ...], int]:
        """Questions that nobody could answer, and how many more there are."""
        areas = self._content().partnerships
        found = unanswered.unanswered(self._engine)
        shown = (
            Question(one.text, areas[one.area].name if one.area in areas else "", alone(one.times))
            for one in found[:_QUESTIONS_SHOWN]
        )
        return tuple(shown), max(0, len(found) - _QUESTIONS_SHOWN)

    def training(self) -> tuple[Line, ...]:
        """Agreement in training sessions, oldest first."""
        sessions = training.several(self._engine)
        tallies = ballots.tallies(self._engine, [one.id for one in sessions])
        return compare(sessions, tallies, self._exercises()).sessions


def named(month: Month) -> str:
    """The month in words."""
    return f"{date(month.year, month.month, 1):%B %Y}"
