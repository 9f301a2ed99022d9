"""Puts the Teams channel together, where the settings ask for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from sanic import Sanic
from sqlalchemy.engine import Engine

from bot.channels.precedence import Precedence
from bot.channels.records import RecordDesk
from bot.channels.teams import links
from bot.channels.teams.channel import TeamsChannel
from bot.channels.teams.clouds import cloud_of, is_on_this_machine, may_be_sent_to
from bot.channels.teams.hidden import Names, seal_of
from bot.channels.teams.http import Http
from bot.channels.teams.identity import identity_of
from bot.channels.teams.keys import KeyRing
from bot.channels.teams.outgoing import Connector
from bot.channels.teams.reminders import Reminders
from bot.channels.teams.talk import Talk, TeamsDesk
from bot.channels.teams.tokens import Doorkeeper
from bot.channels.teams.work import Work
from bot.channels.teams.writing import Writer
from bot.content.load import Content
from bot.settings import Settings


class _Desk(TeamsDesk, RecordDesk, Protocol):
    """What the channel and the record's pages need from the rest of the server."""


def teams_channel(
    app: Sanic,
    settings: Settings,
    desk: _Desk,
    precedence: Precedence,
    engine: Engine,
    content: Callable[[], Content],
) -> TeamsChannel:
    """The channel, for Rasa to register. Its pages, its work beside and its end are added to ``app`` here."""
    cloud, wording = cloud_of(settings), content().wording
    secure = settings.public_url is not None and settings.public_url.scheme == "https"
    http, work, signed = Http(), Work(), links.Links(settings.secrets, secure)
    allowed = is_on_this_machine if settings.teams_development else partial(may_be_sent_to, hosts=cloud.hosts)
    connector = Connector(http, identity_of(settings, cloud), allowed)
    writer = Writer(connector, signed, wording)
    reminders = Reminders(engine, seal_of(settings.secrets), connector, wording)
    doorkeeper = None
    if not settings.teams_development:
        keys = KeyRing(cloud.metadata_url, cloud.issuer, http)
        doorkeeper = Doorkeeper(keys, cloud, settings.teams_app_id, settings.allowed_tenants)
        app.add_task(keys.keep_fresh())
    app.add_task(reminders.keep_sending())
    app.blueprint(links.pages(desk, signed, content, settings.retention_days))

    @app.before_server_stop
    async def finish(_app: Sanic, _loop: Any) -> None:
        await work.finish()
        await http.close()

    return TeamsChannel(
        doorkeeper,
        connector,
        Names(settings.secret_key.get_secret_value()),
        work,
        writer,
        partial(Talk, desk, precedence, writer, reminders, wording),
        wording,
        settings.public_url,
    )
