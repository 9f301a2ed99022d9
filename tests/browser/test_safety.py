"""Nothing that is typed or said is ever run, and a link leads only where a link may lead."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from bot.dialogue.message import ContactLine, Contacts, Text
from tests.browser.chat import Chat
from tests.browser.messages import choices, every_kind, reply_with

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_typed_markup_is_shown_as_text(chat: Chat) -> None:
    chat.write(SCRIPT)
    expect(chat.page.locator(".words")).to_have_text(SCRIPT)
    expect(chat.page.locator("main script, main img")).to_have_count(0)


def test_markup_in_any_message_is_shown_as_text(page: Page, server_url: str) -> None:
    reply_with(page, *every_kind(SCRIPT))
    chat = Chat(page, server_url)
    page.goto(server_url)
    expect(page.get_by_text(SCRIPT).first).to_be_visible()
    expect(chat.page.locator("main script, main img")).to_have_count(0)


def test_only_numbers_and_web_addresses_become_links(page: Page, server_url: str) -> None:
    bad = ContactLine("Trick", "p", "01 23", "javascript:alert(1)", "a@b.c?bcc=d@e.f", "javascript:alert(2)")
    reply_with(page, Contacts((bad,)), Text("Ring 0161 496 0000 or see https://example.org/a."), choices())
    Chat(page, server_url).open()
    links = [link.get_attribute("href") for link in page.locator("main a").all()]
    assert links == ["tel:01614960000", "https://example.org/a"]


def test_an_unknown_kind_is_shown_by_its_words(page: Page, server_url: str) -> None:
    reply_with(page, {"kind": "song", "text": "La la"}, {"kind": "toString", "text": "Lo lo"}, choices())
    Chat(page, server_url).open()
    expect(page.get_by_role("log")).to_contain_text("La la")
    expect(page.get_by_role("log")).to_contain_text("Lo lo")
