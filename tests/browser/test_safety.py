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


def test_twenty_thousand_characters_are_answered_and_the_page_can_still_be_used(chat: Chat) -> None:
    chat.write("The child was hungry again today. " * 590)
    expect(chat.replies.last).to_contain_text("That was very long, so I read the first part only")
    assert not chat.scrolls_sideways()
    assert chat.question.count() == 1


def test_markup_typed_into_the_record_is_shown_as_text(chat: Chat) -> None:
    chat.write("A girl of 7 in Bolton says her uncle hits her with a belt.")
    page = chat.page.context.new_page()
    page.goto(f"{chat.url}/record")
    for name in ("saw", "child_words", "opinion", "reason", "consulted", "contacted"):
        page.locator(f"[name={name}]").fill(f"{SCRIPT}</textarea>")
    page.get_by_role("button", name="Make the record").click()
    expect(page.locator("[name=saw]")).to_have_value(f"{SCRIPT}</textarea>")
    page.get_by_label("Ring the front door today and ask for a strategy discussion").check()
    page.get_by_role("button", name="Make the record").click()
    page.wait_for_url("**/record/TG-*")
    assert page.locator("img").count() == 0
    expect(page.get_by_role("article")).to_contain_text("onerror")
