"""Lost connections, refusals and impatient fingers."""

from __future__ import annotations

import json

from playwright.sync_api import Page, Route, expect

from bot.dialogue.message import Text
from tests.browser.chat import Chat
from tests.browser.messages import choices, reply_with


def test_a_double_click_sends_once(chat: Chat) -> None:
    sent: list[str] = []
    chat.page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    chat.question.get_by_role("button", name="Work through a worry").dblclick()
    expect(chat.replies).to_have_count(2)
    chat.page.wait_for_timeout(300)
    assert len(sent) == 1


def test_enter_twice_sends_once_and_keeps_what_is_typed_next(page: Page, server_url: str) -> None:
    sent = reply_with(page, Text("Thank you."), choices())
    chat = Chat(page, server_url).open()
    held: list[Route] = []
    page.route("**/api/chat", lambda route: held.append(route))
    chat.field.fill("The first thing")
    chat.field.press("Enter")
    chat.field.press_sequentially("and more")
    chat.field.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Working…")
    assert len(held) == 1
    held[0].fallback()
    expect(chat.replies).to_have_count(2)
    assert sent[1:] == [{"text": "The first thing"}]
    expect(chat.field).to_have_value("and more")
    expect(chat.field).to_be_focused()


def test_a_lost_connection_keeps_the_text_and_can_be_retried(chat: Chat) -> None:
    chat.page.route("**/api/chat", lambda route: route.abort("connectionfailed"))
    chat.field.fill("The child was hungry again")
    chat.field.press("Enter")
    expect(chat.page.get_by_role("heading", name="That did not get through")).to_be_focused()
    expect(chat.field).to_have_value("The child was hungry again")
    expect(chat.page.locator(".you")).to_have_count(0)
    chat.page.unroute("**/api/chat")
    chat.page.get_by_role("button", name="Retry").click()
    expect(chat.replies).to_have_count(2)
    expect(chat.page.locator(".you")).to_have_count(1)
    expect(chat.field).to_have_value("")
    expect(chat.page.get_by_role("button", name="Retry")).to_be_hidden()


def test_a_lost_choice_can_be_chosen_again(chat: Chat) -> None:
    chat.page.route("**/api/chat", lambda route: route.abort("connectionfailed"))
    chat.question.get_by_role("button", name="Work through a worry").click()
    expect(chat.page.get_by_role("button", name="Retry")).to_be_visible()
    chat.page.unroute("**/api/chat")
    chat.choose("Work through a worry")
    expect(chat.page.locator(".question.closed").first).to_contain_text("You chose: Work through a worry")


def test_a_refusal_is_explained(chat: Chat) -> None:
    problem = {"title": "Content Too Large", "detail": "Please write less than 10,000 characters."}
    body = json.dumps(problem)
    refuse = {"status": 413, "content_type": "application/problem+json", "body": body}
    chat.page.route("**/api/chat", lambda route: route.fulfill(**refuse))
    chat.field.fill("A very long story")
    chat.field.press("Enter")
    expect(chat.page.get_by_text("Please write less than 10,000 characters.")).to_be_visible()
    expect(chat.page.get_by_role("button", name="Retry")).to_be_hidden()
    expect(chat.field).to_have_value("A very long story")


def test_a_broken_server_still_says_999(chat: Chat) -> None:
    chat.page.route("**/api/chat", lambda route: route.fulfill(status=502, body="Bad gateway"))
    chat.question.get_by_role("button", name="Work through a worry").click()
    expect(chat.page.locator("#trouble")).to_contain_text("call 999")
    expect(chat.page.get_by_role("button", name="Retry")).to_be_visible()


def test_nothing_typed_is_not_sent(chat: Chat) -> None:
    chat.field.press("Enter")
    expect(chat.page.get_by_role("status")).to_have_text("Write something first, or choose an answer above.")
    expect(chat.replies).to_have_count(1)
