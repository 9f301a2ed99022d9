"""Links from Teams to pages of this server for one conversation: signed, and good for a short time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from itsdangerous import BadData, URLSafeTimedSerializer
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html

from bot.channels.records import RecordDesk, records_blueprint
from bot.channels.session import Sessions
from bot.content.load import Content
from bot.pages import page

PLACE = "/teams"
_RECORD = "/record"  # as the dialogue names it
_LINK_SECONDS = 15 * 60
_WRITING_SECONDS = 3600  # once the link was opened, on a machine that others may use


class Links(Sessions):
    """Makes the links, and reads them: a link is good for 15 minutes, what it opened for an hour.

    The cookie that it sets is not that of the web chat, so that neither takes the other's conversation. The
    page is shown where the link leads, and not behind a redirect: after one that began in Teams, a browser
    would keep back the cookie.
    """

    def __init__(self, secret: str | Sequence[str], secure: bool) -> None:
        """``secure`` is for a server that is reached over HTTPS."""
        super().__init__(secret, _WRITING_SECONDS, secure, PLACE)
        self._links = URLSafeTimedSerializer(
            [secret] if isinstance(secret, str) else list(secret), salt="link from Teams"
        )

    def to(self, path: str, conversation: str, base: str) -> str:
        """The address for a path of this server at ``base``; that of a record is for one conversation."""
        if path != _RECORD:
            return base.rstrip("/") + path
        return f"{base.rstrip('/')}{PLACE}{path}?link={self._links.dumps(conversation)}"

    def brought(self, request: Request) -> str | None:
        """The conversation that a link names, or None."""
        try:
            return str(self._links.loads(request.args.get("link") or "", max_age=_LINK_SECONDS))
        except BadData:
            return None


def pages(desk: RecordDesk, links: Links, content: Callable[[], Content], keep_days: int) -> Blueprint:
    """The record's pages for conversations in Teams."""
    blueprint = records_blueprint(desk, links, content, keep_days, PLACE)

    @blueprint.on_request
    async def refuse_old_links(request: Request) -> HTTPResponse | None:
        if "link" not in request.args or links.brought(request):
            return None
        say = content().wording
        body = page(
            "message.html", heading=say["teams_link_old_title"], text=say["teams_link_old"], elsewhere=True
        )
        return html(body, 410)

    return blueprint
