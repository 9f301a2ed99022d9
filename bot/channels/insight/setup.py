"""Puts the pages for analysts into the server."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sanic import Sanic
from sqlalchemy.engine import Engine

from bot.channels.accounts import AccountDesk
from bot.channels.insight.figures import figures_blueprint
from bot.channels.insight.read import Reading
from bot.channels.insight.review import review_blueprint
from bot.content.load import Content
from bot.exercises.model import Exercise


def add_insight(
    app: Sanic,
    engine: Engine,
    desk: AccountDesk,
    content: Callable[[], Content],
    exercises: Callable[[], Mapping[str, Exercise]],
    records_days: int,
) -> None:
    """Register the pages of ``/insight``. Records older than ``records_days`` are gone."""
    app.blueprint(figures_blueprint(Reading(engine, content, exercises), desk))
    app.blueprint(review_blueprint(engine, desk, records_days))
