"""Conversations with the real assistant, by buttons and by typing."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.chat import MOST_TURNS, RED_FLAG, Chat


def test_buttons_alone_lead_to_an_answer(chat: Chat) -> None:
    chat.work_through()
    assert chat.has_whole_answer()
    assert chat.turns <= MOST_TURNS
    answer = chat.answers.last
    expect(answer.get_by_role("heading", level=2)).to_be_visible()
    expect(answer.locator("a[href^='tel:']").first).to_be_visible()
    expect(chat.question).to_have_count(1)


def test_a_red_flag_brings_the_action_next(chat: Chat) -> None:
    chat.write(RED_FLAG)
    answer = chat.replies.last.locator(".answer")
    expect(answer.get_by_text("Red flag", exact=True)).to_be_visible()
    expect(answer.locator("[data-section=ring] a[href^='tel:']").first).to_be_visible()


def test_typed_answers_work(chat: Chat) -> None:
    chat.write("A boy of 8 in Walsall is often late and tired since his parents parted")
    expect(chat.page.locator(".you")).to_contain_text("A boy of 8 in Walsall")
    expect(chat.question).to_be_visible()
    chat.write("I am a teacher")
    expect(chat.question).to_be_visible()


def test_a_used_question_says_what_was_chosen(chat: Chat) -> None:
    chat.choose("Work through a worry")
    used = chat.page.locator(".question.closed").first
    expect(used).to_contain_text("You chose: Work through a worry")
    expect(used.get_by_role("button", name="Just give me the number")).to_be_disabled()


def test_a_used_form_becomes_a_summary_of_the_answers(chat: Chat) -> None:
    chat.choose("Work through a worry")
    chat.question.get_by_label("Bolton").first.check()
    chat.submit()
    used = chat.page.locator("form.question.closed")
    expect(used.get_by_role("definition").first).to_have_text("Bolton")
    expect(used.get_by_role("definition").nth(2)).to_have_text("Not known")


def test_typing_closes_the_question_that_was_open(chat: Chat) -> None:
    chat.write("What can you do?")
    expect(chat.page.locator(".question.closed").first).to_contain_text("Not used: you typed instead.")


def test_clearing_starts_a_new_conversation(chat: Chat) -> None:
    chat.write(RED_FLAG)
    chat.page.get_by_role("button", name="Clear this conversation").click()
    expect(chat.answers).to_have_count(0)
    expect(chat.page.locator(".you")).to_have_count(0)
    expect(chat.question.get_by_role("button", name="Work through a worry")).to_be_enabled()


def test_the_number_alone_is_one_press_away(chat: Chat) -> None:
    chat.choose("Just give me the number")
    numbers = chat.replies.last.locator("a.call")
    assert numbers.count() > 1
    assert all(re.fullmatch(r"tel:\d+", link.get_attribute("href") or "") for link in numbers.all())
