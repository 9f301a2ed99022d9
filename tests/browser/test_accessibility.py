"""axe finds nothing wrong, and the transcript speaks to a screen reader."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chat import RED_FLAG, Chat
from tests.browser.messages import every_kind, reply_with


def test_opening(chat: Chat) -> None:
    assert chat.violations() == []


def test_form(chat: Chat) -> None:
    chat.choose("Work through a worry")
    assert chat.violations() == []


def test_answer(chat: Chat) -> None:
    chat.work_through()
    for fold in chat.page.locator("summary").all():
        fold.click()
    assert chat.violations() == []


def test_red_flag(chat: Chat) -> None:
    chat.write(RED_FLAG)
    assert chat.violations() == []


def test_every_kind_of_message(page: Page, server_url: str) -> None:
    reply_with(page, *every_kind("Some words"))
    page.goto(server_url)
    page.get_by_role("button", name="Some words").last.wait_for()
    assert Chat(page, server_url).violations() == []


def test_the_description_of_the_api_is_read_by_anyone_on_any_screen(page: Page, server_url: str) -> None:
    page.goto(f"{server_url}/api/docs")
    assert Chat(page, server_url).violations() == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_trouble(chat: Chat) -> None:
    chat.page.route("**/api/chat", lambda route: route.abort("connectionfailed"))
    chat.question.get_by_role("button").first.click()
    chat.page.get_by_role("button", name="Retry").wait_for()
    assert chat.violations() == []


def test_the_transcript_is_a_log_with_headed_turns(chat: Chat) -> None:
    chat.write(RED_FLAG)
    log = chat.page.get_by_role("log", name="What was said")
    expect(log).to_have_attribute("aria-live", "polite")
    turns = log.locator(".turn-heading").all_inner_texts()
    assert turns == ["Reply", "You said", "Suggestion"]


@pytest.mark.parametrize(
    "media", [{"forced_colors": "active"}, {"contrast": "more"}, {"color_scheme": "dark"}]
)
def test_other_colours(browser: Browser, server_url: str, media: dict[str, str]) -> None:
    context = browser.new_context(**media)
    chat = Chat(context.new_page(), server_url).open()
    chat.write(RED_FLAG)
    assert chat.violations() == []
    context.close()
