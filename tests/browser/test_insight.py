"""The pages for analysts: nothing for axe to find, and nothing wider than a phone."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

from playwright.sync_api import Page, expect

from bot.accounts.model import Role
from bot.accounts.passwords import generate, hash_of
from bot.insight.finished import Finished
from bot.insight.months import Month
from bot.store import accounts, connect, insights
from tests.browser.chat import Chat

FEBRUARY = Month(2026, 2)
FINISHED = (
    (Finished("walsall", "school", "child_in_need", "front_door", ("neglect",), "agreed", "2026.11.4"), 9),
    (Finished("walsall", "health", "early_help_multi", "early_help", ("neglect",), "higher", "2026.11.4"), 6),
    (Finished("wigan", "school", "child_protection", "strategy_discussion", (), "lower", "2026.11.4"), 5),
    (Finished("bolton", "police", "child_protection", "emergency", (), "unsaid", "2026.11.4"), 1),
)


def _signed_in(page: Page, url: str, database: Path) -> None:
    engine, password = connect(f"sqlite:///{database}"), generate("analyst")
    accounts.create(engine, "analyst", [Role.ANALYST], hash_of(password))
    for week in FEBRUARY.weeks:
        then = datetime(week.year, week.month, week.day, 11, tzinfo=timezone.utc)
        for one, times in FINISHED:
            for _ in range(times):
                insights.note(engine, one, "web", then)
    page.goto(f"{url}/sign-in")
    page.get_by_label("Login").fill("analyst")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_an_analyst_reads_the_figures_on_any_screen(page: Page, server_url: str, database: Path) -> None:
    _signed_in(page, server_url, database)
    expect(page.get_by_role("heading", name="What we learn")).to_be_visible()
    agencies = page.get_by_role("table", name="Agencies")
    expect(agencies.get_by_role("row", name="Schools and colleges")).to_contain_text("56")
    expect(agencies.get_by_role("row", name="Police")).to_contain_text("hidden")
    page.get_by_role("link", name="Records for the monthly quality review").click()
    for path in ("/insight/review", "/insight"):
        page.goto(server_url + path)
        for width in (1200, 360):
            page.set_viewport_size({"width": width, "height": 800})
            found = Chat(page, server_url)
            assert found.violations() == []
            assert not found.scrolls_sideways()
