"""Dates on the page: a table that reads well, says what is overdue in words, and leads to the files."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.dialogue.message import Dates, Link
from tests.browser.chat import Chat
from tests.browser.messages import choices, reply_with

STRATEGY = "The strategy discussion in Bolton was on 3 March"


def test_the_table_has_a_caption_and_headings_with_their_scope(chat: Chat) -> None:
    chat.write(STRATEGY)
    table = chat.page.get_by_role("table")
    expect(table.locator("caption")).to_contain_text("Tuesday 3 March 2026")
    assert table.locator("th[scope=col]").all_inner_texts() == [
        "What",
        "Date",
        "Where it stands",
        "Rule and source",
    ]
    rows = table.locator("tbody tr")
    assert rows.count() == table.locator("th[scope=row]").count() > 10
    expect(rows.first).to_contain_text("Overdue, unless it has been done")
    expect(rows.first.locator("time")).to_have_attribute("datetime", "2026-03-05")


def test_a_reader_lands_on_the_table_and_can_go_on(chat: Chat) -> None:
    chat.write(STRATEGY)
    assert "Tuesday 3 March 2026" in chat.page.evaluate("document.activeElement.textContent")
    expect(chat.question).to_contain_text("What do you need?")


def test_the_calendar_is_downloaded_and_the_picture_opens(chat: Chat) -> None:
    chat.write(STRATEGY)
    with chat.page.expect_download() as download:
        chat.page.get_by_role("link", name="Put these dates in your calendar").click()
    assert download.value.suggested_filename == "dates.ics"
    with chat.page.context.expect_page() as opened:
        chat.page.get_by_role("link", name="Timeline as a picture").click()
    picture = opened.value
    picture.wait_for_load_state()
    assert picture.title().startswith("Timeline. The strategy discussion")
    weight = "getComputedStyle(document.querySelector('text.large')).fontWeight"
    assert picture.evaluate(weight) == "700", "its own style is let through"


@pytest.mark.parametrize("width", [320, 1200])
def test_it_fits_any_window_and_axe_finds_nothing(chat: Chat, width: int) -> None:
    chat.page.set_viewport_size({"width": width, "height": 800})
    chat.write(STRATEGY)
    assert not chat.scrolls_sideways()
    assert chat.violations() == []
    expect(chat.page.get_by_role("table").get_by_role("row")).to_have_count(15)


def test_without_a_script_style_or_colour_the_words_say_it(browser: Browser, chat: Chat) -> None:
    chat.write(STRATEGY)
    chat.page.emulate_media(forced_colors="active")
    expect(chat.page.locator("tr.overdue")).to_contain_text("Overdue")
    expect(chat.page.locator("tr.next")).to_contain_text("Next")


def test_the_event_and_the_day_are_asked_for(chat: Chat) -> None:
    chat.write("timescales")
    chat.choose("The core group")
    chat.choose("Yesterday")
    expect(chat.page.get_by_role("table").locator("caption")).to_contain_text("Monday 9 March 2026")


def test_a_link_leads_only_to_this_server(page: Page, server_url: str) -> None:
    bad = Link("Trick", "javascript:alert(1)"), Link("Away", "//example.org/api/a.ics?b=c")
    reply_with(page, Dates("Dates", (), ("a", "b", "c", "d"), (), (), bad), choices())
    Chat(page, server_url).open()
    expect(page.locator("main a")).to_have_count(0)
    expect(page.get_by_role("log")).to_contain_text("Trick")
