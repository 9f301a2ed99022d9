"""Puts accounts and training sessions into the server."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sanic import Sanic
from sqlalchemy.engine import Engine

from bot.channels.accounts import AccountDesk
from bot.channels.accounts.sign_in import sign_in_blueprint
from bot.channels.failures import Failures
from bot.channels.training.control import control_blueprint
from bot.channels.training.facilitator import facilitator_blueprint
from bot.channels.training.join_cookie import JoinCookies
from bot.channels.training.joining import joining_blueprint
from bot.channels.training.reports import reports_blueprint
from bot.channels.training.room import room_blueprint
from bot.channels.training.rooms import Rooms
from bot.content.load import Content
from bot.exercises.model import Exercise
from bot.settings import Settings, roles_of
from bot.shared import Shared

_WRONG_PASSWORDS, _WRONG_CODES = 30, 60  # a minute


def add_training(
    app: Sanic,
    engine: Engine,
    settings: Settings,
    shared: Shared,
    content: Callable[[], Content],
    exercises: Callable[[], Mapping[str, Exercise]],
) -> AccountDesk:
    """Register the pages of ``/sign-in``, ``/account``, ``/training``, ``/join`` and ``/room``.

    Returns the desk that knows who is signed in.
    """
    secret = settings.secrets
    public_url = str(settings.public_url) if settings.public_url else None
    secure = bool(settings.public_url and settings.public_url.scheme == "https")
    rooms = Rooms(engine, content, exercises)
    has_organisation = settings.oidc_issuer is not None
    desk = AccountDesk(engine, secret, rooms.say, secure=secure, lax=has_organisation)
    cookies = JoinCookies(secret, secure=secure)
    app.blueprint(
        sign_in_blueprint(desk, Failures(shared, "sign-in", _WRONG_PASSWORDS), organisation=has_organisation)
    )
    app.blueprint(facilitator_blueprint(rooms, desk, settings.training_days))
    app.blueprint(control_blueprint(rooms, desk, public_url))
    app.blueprint(reports_blueprint(rooms, desk, public_url))
    app.blueprint(joining_blueprint(rooms, cookies, rooms.say, Failures(shared, "join", _WRONG_CODES)))
    app.blueprint(room_blueprint(rooms, cookies, rooms.say))
    if settings.oidc_issuer is not None:
        from bot.channels.accounts.callback import organisation_blueprint
        from bot.channels.accounts.organisation import Organisation

        organisation = Organisation(
            str(settings.oidc_issuer),
            settings.oidc_client_id,
            settings.oidc_client_secret.get_secret_value(),
            settings.oidc_claim,
            roles_of(settings.oidc_roles),
        )
        app.blueprint(organisation_blueprint(desk, organisation, secret, public_url))
    return desk
