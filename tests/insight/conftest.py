"""A small server with the pages for analysts, and a month that is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timezone

import httpx
import pytest
from sqlalchemy.engine import Engine

from bot.accounts.model import Role
from bot.accounts.passwords import hash_of
from bot.insight.finished import Finished
from bot.store import accounts, connect, insights, records, unanswered
from tests.server.conftest import Server, started
from tests.training.conftest import PASSWORD, signed_in

NOW = "2026-04-14T10:30:00+01:00"
MARCH = datetime(2026, 3, 10, 11, tzinfo=timezone.utc)
AGENCIES = {"school": 30, "health": 12, "police": 6, "housing": 2}
REFERENCE = "TG-2345-6789"
MADE = "Tuesday 10 March 2026, 11:00"
RECORD = {
    "reference": REFERENCE,
    "title": "Record of a worry",
    "made": MADE,
    "promise": "No name is in it.",
    "parts": [
        {
            "heading": "About this record",
            "text": [],
            "bullets": [],
            "pairs": [["Reference", REFERENCE], ["Made", MADE], ["Area", "Walsall"]],
        },
        {"heading": "To fill in", "text": ["By hand."], "bullets": [], "pairs": [["Child's name", ""]]},
        {"heading": "What was seen", "text": ["A bruise on the arm."], "bullets": [], "pairs": []},
    ],
}


@pytest.fixture(scope="session")
def insight_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Accounts, training and insight over HTTP, without Rasa, in the middle of April."""
    folder = tmp_path_factory.mktemp("insight")
    with started("-m", "tests.training.site", folder, {"GUIDANCE_NOW": NOW}) as server:
        _fill(connect(f"sqlite:///{server.database}"))
        yield server


@pytest.fixture
def insight_engine(insight_site: Server) -> Engine:
    """Its database."""
    return connect(f"sqlite:///{insight_site.database}")


@pytest.fixture(scope="session")
def anas_cookies(insight_site: Server) -> httpx.Cookies:
    """An analyst, signed in once."""
    with httpx.Client(base_url=insight_site.url, timeout=30) as client:
        return signed_in(client, "ana").cookies


@pytest.fixture
def ana(insight_site: Server, anas_cookies: httpx.Cookies) -> Iterator[httpx.Client]:
    """An analyst's browser."""
    headers = {"Accept": "text/html"}
    with httpx.Client(base_url=insight_site.url, timeout=30, headers=headers) as client:
        client.cookies = httpx.Cookies(anas_cookies)
        yield client


def _fill(engine: Engine) -> None:
    hashed = hash_of(PASSWORD)
    accounts.create(engine, "ana", [Role.ANALYST], hashed)
    accounts.create(engine, "fay", [Role.FACILITATOR], hashed)
    for agency, times in AGENCIES.items():
        for number in range(times):
            view = "higher" if number % 4 == 0 else "agreed"
            area = "wigan" if number % 3 == 0 else "walsall"
            one = Finished(area, agency, "early_help_multi", "early_help", ("neglect",), view, "2026.11.1")
            insights.note(engine, one, "web", MARCH)
    for _ in range(3):
        this_month = datetime(2026, 4, 8, 20, tzinfo=timezone.utc)
        insights.note(
            engine, Finished("bolton", "gp", "universal", "universal", (), "unsaid", "1"), "web", this_month
        )
    unanswered.note(engine, "is there parking at the core group", "walsall", date(2026, 3, 3))
    records.put(engine, REFERENCE, "a-conversation", RECORD)
