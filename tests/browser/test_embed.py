"""The chat in another site's frame, where no cookie comes through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.council import council
from tests.server.conftest import started


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page of a site that the assistant lets show it."""
    folder: Path = tmp_path_factory.mktemp("embedded")
    with council() as site, pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUIDANCE_EMBED_IN", site.address)
        with started("-c", "from bot.cli import main; main()", folder) as server:
            site.assistant = server.url.rstrip("/")
            yield site.address


def test_a_site_that_is_not_named_cannot_show_it(browser: Browser, server_url: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    with council() as site:
        site.assistant = server_url
        page.goto(site.address)
        page.frame_locator("iframe[title='Guidance here']").locator("body").wait_for(state="attached")
        expect(page.frame_locator("iframe[title='Guidance here']").get_by_role("log")).to_have_count(0)
    context.close()


def test_a_whole_turn_and_a_record_without_any_cookie_of_the_frame(browser: Browser, named: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(named)
    frame = page.frame_locator("iframe[title='Guidance here']")
    frame.get_by_label("Type here instead").fill("A girl of 7 in Bolton says her uncle hits her with a belt.")
    frame.get_by_role("button", name="Send").click()
    expect(frame.get_by_role("heading", name="Act now").first).to_be_visible()
    frame.get_by_role("button", name="Continue").click()
    frame.get_by_role("button", name="Make a record").click()
    assert context.cookies() == [], "the frame has no cookie"
    with context.expect_page() as opened:
        frame.get_by_role("button", name="Make a record (opens in a new tab)").click()
    record = opened.value
    record.wait_for_load_state()
    expect(record.get_by_label("What did you see and hear?")).to_have_value(
        "A girl of 7 in Bolton says her uncle hits her with a belt."
    )
    record.get_by_label("Ring the front door today and ask for a strategy discussion").check()
    record.get_by_role("button", name="Make the record").click()
    record.wait_for_url("**/record/TG-*")
    context.close()
