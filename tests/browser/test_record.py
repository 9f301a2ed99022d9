"""Making a record and copying a draft, as a practitioner does it."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.chat import Chat

WORRY = "A girl of 7 in Bolton called Sophie Miller says her uncle hits her with a belt."


def _record_form(chat: Chat) -> Page:
    chat.write(WORRY)
    chat.submit()
    chat.choose("Make a record")
    with chat.page.context.expect_page() as opened:
        chat.page.get_by_role("button", name="Make a record (opens in a new tab)").click()
    opened.value.wait_for_load_state()
    return opened.value


def test_a_record_is_made_with_what_was_typed_and_downloaded(chat: Chat) -> None:
    page = _record_form(chat)
    saw = page.get_by_label("What did you see and hear?")
    expect(saw).to_have_value(re.compile(r"called \[name\] says her uncle hits her"))
    assert Chat(page, chat.url).violations() == []
    page.get_by_role("button", name="Make the record").click()
    page.get_by_role("alert").get_by_role("link", name="Choose what you decided.").click()
    expect(page.get_by_role("radio").first).to_be_focused()
    assert Chat(page, chat.url).violations() == []
    page.get_by_label("Ring the front door today and ask for a strategy discussion").check()
    page.get_by_label("When will you look again?").fill("12 March")
    page.get_by_role("button", name="Make the record").click()
    page.wait_for_url("**/record/TG-*")
    expect(page.get_by_role("article")).to_contain_text("Thursday 12 March 2026")
    assert Chat(page, chat.url).violations() == []
    for name, suffix in (("Word document", "docx"), ("PDF", "pdf"), ("Plain text", "txt")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        assert download.value.suggested_filename.endswith(f".{suffix}")
    page.get_by_role("button", name="Delete this record now").click()
    expect(page.get_by_role("main")).to_contain_text("has been deleted")


def test_the_pages_of_a_record_fit_a_small_window(chat: Chat) -> None:
    page = _record_form(chat)
    page.set_viewport_size({"width": 320, "height": 700})
    assert not Chat(page, chat.url).scrolls_sideways()


def test_without_a_script_a_record_can_still_be_made(browser: Browser, chat: Chat) -> None:
    chat.write(WORRY)
    state = chat.page.context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(f"{chat.url}/record")
    page.get_by_label("Ring the front door today and ask for a strategy discussion").check()
    page.get_by_role("button", name="Make the record").click()
    expect(page.get_by_role("link", name="PDF")).to_be_visible()
    context.close()


def test_a_draft_is_read_in_order_and_copied(chat: Chat) -> None:
    chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chat.choose("Help with words: to say, write or prepare")
    chat.choose("Challenge a decision")
    chat.submit()
    headings = chat.page.locator(".reply").last.get_by_role("heading", level=3)
    assert headings.count() > 2
    assert chat.page.evaluate("document.activeElement.textContent") == headings.first.inner_text()
    chat.page.get_by_role("button", name="Copy this text").click()
    expect(chat.page.locator(".draft-done")).to_have_text("The text has been copied.")
    copied = chat.page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == chat.page.locator(".draft-text").inner_text().strip()
    assert chat.violations() == []
