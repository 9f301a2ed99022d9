"""Everything works without a mouse, and focus is where a reader needs it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from bot.dialogue.message import Answer, Section, Text
from tests.browser.chat import MOST_TURNS, Chat
from tests.browser.messages import choices, reply_with

_FOCUSED = "((it) => [it.tagName, it.type ?? '', it.innerText ?? ''])(document.activeElement)"
_MOST_TABS = 80


def test_a_whole_conversation_by_keyboard(chat: Chat) -> None:
    press_button(chat, "Work through a worry")
    while not chat.has_whole_answer() and chat.turns < MOST_TURNS:
        if chat.question.locator("button[type=submit]").count():
            tick_and_submit(chat)
        else:
            press_button(chat, chat.first_label())
    assert chat.has_whole_answer()


def press_button(chat: Chat, label: str) -> None:
    """Tab to a button from where focus is, and press it."""
    tab_to(chat, lambda tag, kind, words: tag == "BUTTON" and words.startswith(label))
    with chat.reply():
        chat.page.keyboard.press("Enter")


def tick_and_submit(chat: Chat) -> None:
    """Press space on the first control of every kind on the way to the submit button."""
    for _ in range(_MOST_TABS):
        chat.page.keyboard.press("Tab")
        tag, kind, _words = chat.page.evaluate(_FOCUSED)
        if kind in ("radio", "checkbox"):
            chat.page.keyboard.press("Space")
        if (tag, kind) == ("BUTTON", "submit"):
            break
    with chat.reply():
        chat.page.keyboard.press("Enter")


def tab_to(chat: Chat, wanted: Callable[[str, str, str], bool]) -> None:
    """Press Tab until ``wanted`` (tag, type, words) has focus."""
    for _ in range(_MOST_TABS):
        chat.page.keyboard.press("Tab")
        if wanted(*chat.page.evaluate(_FOCUSED)):
            return
    raise AssertionError("not reached by Tab")


def test_focus_moves_to_the_new_question(chat: Chat) -> None:
    chat.choose("Work through a worry")
    expect(chat.question.get_by_role("heading", level=3)).to_be_focused()


def test_focus_moves_to_the_answer_before_the_next_question(page: Page, server_url: str) -> None:
    answer = Answer("Ring the front door", "Today.", (Section("why", "Why", (Text("Because."),)),))
    reply_with(page, answer, choices())
    chat = Chat(page, server_url).open()
    chat.choose("Why this?")
    expect(page.get_by_role("heading", name="Ring the front door").last).to_be_focused()


def test_shift_enter_starts_a_new_line(chat: Chat) -> None:
    chat.field.focus()
    chat.page.keyboard.type("One")
    chat.page.keyboard.press("Shift+Enter")
    chat.page.keyboard.type("Two")
    expect(chat.field).to_have_value("One\nTwo")
    expect(chat.replies).to_have_count(1)


def test_the_skip_link_leads_to_the_conversation(chat: Chat) -> None:
    chat.page.keyboard.press("Tab")
    chat.page.keyboard.press("Enter")
    expect(chat.page.get_by_role("main")).to_be_focused()


def test_focus_can_be_seen(chat: Chat) -> None:
    tab_to(chat, lambda tag, kind, words: words.startswith("Work through a worry"))
    width = chat.page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert width == "3px"
