"""What is there before anything is asked."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.chat import Chat


def test_999_is_shown_with_the_choices(chat: Chat) -> None:
    line = chat.page.get_by_role("complementary", name="In an emergency")
    expect(line).to_contain_text("In immediate danger call 999")
    expect(line.get_by_role("link", name="call 999")).to_have_attribute("href", "tel:999")
    for label in ("A child is in danger now", "Work through a worry", "Just give me the number"):
        expect(chat.question.get_by_role("button", name=label)).to_be_enabled()


def test_it_says_that_judgement_comes_first_and_names_stay_out(chat: Chat) -> None:
    promise = "This supports your judgement and never replaces it. Leave out names."
    expect(chat.page.get_by_text(promise)).to_be_visible()


def test_999_stays_in_sight_after_scrolling(chat: Chat) -> None:
    chat.work_through()
    chat.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(chat.page.get_by_role("link", name="call 999")).to_be_in_viewport()


def test_the_reader_is_not_moved_on_arrival(chat: Chat) -> None:
    assert chat.page.evaluate("[document.activeElement.tagName, scrollY]") == ["BODY", 0]


def test_without_javascript_it_says_whom_to_ring(browser: Browser, server_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server_url)
    expect(page.get_by_role("heading", name="JavaScript is off")).to_be_visible()
    advice = page.locator("noscript li").filter(has=page.locator("a[href='tel:101']"))
    expect(advice).to_be_visible()
    assert "ring your council’s front door" in page.locator("noscript ul").inner_text()
    expect(page.get_by_role("button")).to_have_count(0)
    context.close()
