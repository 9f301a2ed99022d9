"""``/training/certificate``: a name is typed in and a PDF comes back. The name is neither kept nor logged."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, raw

from bot import clock
from bot.channels.certified import Certified, Took, read
from bot.channels.request import clean
from bot.content.load import Content
from bot.dialogue.dates import in_words
from bot.dialogue.training.summary import CERTIFICATE
from bot.exercises.shelf import Shelf
from bot.guidance.deadlines import day_of
from bot.pages import page
from bot.record.certificate import Certificate, to_pdf

MOST = 80  # characters of a name
_FILE = "certificate.pdf"


def certificate_blueprint(content: Callable[[], Content], shelf: Callable[[], Shelf], site: str) -> Blueprint:
    """The routes below ``/training/certificate``. ``site`` is the name that every page shows."""
    blueprint = Blueprint("certificate")

    def known(token: str) -> Certified | None:
        stated = read(token)
        if stated is None or not all(one.exercise in shelf().exercises for one in stated.took):
            return None
        return stated

    def gone() -> HTTPResponse:
        say = content().wording
        return html(
            page("message.html", heading=say["certificate_heading"], text=say["certificate_gone"]), 404
        )

    @blueprint.get(f"{CERTIFICATE}/<token>")
    async def form(request: Request, token: str) -> HTTPResponse:
        stated = known(token)
        return html(_form(stated, content(), shelf())) if stated else gone()

    @blueprint.post(f"{CERTIFICATE}/<token>")
    async def make(request: Request, token: str) -> HTTPResponse:
        stated = known(token)
        if stated is None:
            return gone()
        name = " ".join(clean(request.form.get("name") or "").split())
        if not name or len(name) > MOST:
            error = "certificate_error_long" if name else "certificate_error_name"
            return html(_form(stated, content(), shelf(), error, name), 400)
        certificate = certificate_of(name, stated, content(), shelf(), site)
        body = await asyncio.to_thread(to_pdf, certificate)
        headers = {"Content-Disposition": f'attachment; filename="{_FILE}"'}
        return raw(body, content_type="application/pdf", headers=headers)

    return blueprint


def certificate_of(name: str, stated: Certified, content: Content, shelf: Shelf, site: str) -> Certificate:
    """What stands on the certificate: that somebody took part, and never how they decided."""
    say, took = content.wording, stated.took
    many = say["certificate_many"].format(count=len(took))
    return Certificate(
        title=say["certificate_title"],
        name=name,
        took_part=say["certificate_took_part"],
        what=say["certificate_one"] if len(took) == 1 else many,
        columns=(
            say["certificate_column_exercise"],
            say["certificate_column_date"],
            say["certificate_column_minutes"],
        ),
        rows=tuple((shelf.exercises[one.exercise].title, _day(one), str(one.minutes)) for one in took),
        total=say["certificate_total"].format(minutes=sum(one.minutes for one in took)),
        notes=(
            say["certificate_edition"].format(
                site=site, edition=stated.edition, date=in_words(day_of(clock.now()))
            ),
            say["certificate_promise"],
        ),
    )


def _form(stated: Certified, content: Content, shelf: Shelf, error: str = "", name: str = "") -> str:
    def say(key: str, **values: str) -> str:
        return content.wording[key].format(**values, most=MOST)

    lines = [
        say(
            "certificate_exercise",
            title=shelf.exercises[one.exercise].title,
            date=_day(one),
            minutes=str(one.minutes),
        )
        for one in stated.took
    ]
    return page("certificate.html", say=say, lines=lines, error=say(error) if error else "", given=name)


def _day(took: Took) -> str:
    return in_words(date.fromisoformat(took.on))
