"""What is left of a session: reports, and comparisons over time."""

from __future__ import annotations

from sanic import Blueprint

from bot.channels.accounts import AccountDesk
from bot.channels.training.rooms import Rooms


def reports_blueprint(rooms: Rooms, desk: AccountDesk, public_url: str | None) -> Blueprint:
    """The routes."""
    return Blueprint("training_reports")
