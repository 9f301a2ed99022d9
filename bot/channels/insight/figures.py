"""``/insight``: the figures of a month that is over, as a page and as CSV."""

from __future__ import annotations

import asyncio

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, raw

from bot import clock
from bot.accounts.model import Role
from bot.channels.accounts import AccountDesk, SignedIn, for_roles
from bot.channels.insight.read import Reading, named
from bot.channels.insight.table import to_csv
from bot.channels.problems import Problem
from bot.insight.months import Month
from bot.pages import page

MAY_LOOK = (Role.ANALYST, Role.ADMINISTRATOR)
_CSV = "text/csv; charset=utf-8"


def figures_blueprint(reading: Reading, desk: AccountDesk) -> Blueprint:
    """The routes."""
    blueprint = Blueprint("insight")

    def reckon(asked: str | None) -> str:
        months = reading.months(clock.now().date())
        month = _chosen(months, asked)
        questions, more = reading.questions()
        return page(
            "insight/figures.html",
            say=desk.say,
            named=named,
            months=months,
            month=month,
            found=reading.figures(month) if month else None,
            trend=reading.trend(months),
            questions=questions,
            more=more,
            training=reading.training(),
        )

    @blueprint.get("/insight")
    @for_roles(desk, *MAY_LOOK)
    async def show(request: Request, _who: SignedIn) -> HTTPResponse:
        return html(await asyncio.to_thread(reckon, request.args.get("month")))

    def table(asked: str | None) -> tuple[Month, str]:
        month = _chosen(reading.months(clock.now().date()), asked)
        if month is None:
            raise Problem(404, desk.say("insight_no_month"))
        return month, to_csv(month, reading.figures(month))

    @blueprint.get("/insight/figures.csv")
    @for_roles(desk, *MAY_LOOK)
    async def download(request: Request, who: SignedIn) -> HTTPResponse:
        month, body = await asyncio.to_thread(table, request.args.get("month"))
        await desk.note(who.account, "figures taken", str(month))
        headers = {"Content-Disposition": f'attachment; filename="figures-{month}.csv"'}
        return raw(body.encode(), 200, headers, _CSV)

    return blueprint


def _chosen(months: tuple[Month, ...], asked: str | None) -> Month | None:
    """The month that is asked for, else the latest; None before the first is over. Raises Problem (404)."""
    if asked is None:
        return months[0] if months else None
    found = next((one for one in months if str(one) == asked), None)
    if found is None:
        raise Problem(404, "There are no figures of that month.")
    return found
