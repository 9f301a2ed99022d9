"""The controls of a form, and what they send."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from bot.dialogue.message import FormField
from tests.browser.chat import Chat
from tests.browser.messages import form, options, reply_with

NINE = options("a", "b", "c", "d", "e", "f", "g", "h", "i")
EIGHT = NINE[:8]


def test_up_to_eight_options_are_radios_and_more_are_a_list(page: Page, server_url: str) -> None:
    reply_with(page, form(FormField("few", "Few?", EIGHT), FormField("lots", "Lots?", NINE)))
    chat = Chat(page, server_url).open()
    expect(chat.question.get_by_role("group", name="Few?").get_by_role("radio")).to_have_count(8)
    expect(chat.question.get_by_role("combobox", name="Lots?").get_by_role("option")).to_have_count(10)


def test_what_was_understood_is_ticked_already(page: Page, server_url: str) -> None:
    sent = reply_with(
        page, form(FormField("seen", "Seen?", options("hungry", "cold", "tired", chosen=2), many=True))
    )
    chat = Chat(page, server_url).open()
    boxes = chat.question.get_by_role("checkbox")
    assert [box.is_checked() for box in boxes.all()] == [True, True, False]
    boxes.first.uncheck()
    boxes.last.check()
    chat.submit()
    assert sent[-1] == {"choice": {"question": "facts", "turn": 1, "value": {"seen": ["v1", "v2"]}}}


def test_nothing_chosen_is_an_answer(page: Page, server_url: str) -> None:
    fields = (
        FormField("age", "Age?", EIGHT),
        FormField("job", "Job?", NINE),
        FormField("seen", "Seen?", options("hungry"), many=True),
    )
    sent = reply_with(page, form(*fields))
    chat = Chat(page, server_url).open()
    chat.submit()
    assert sent[-1] == {"choice": {"question": "facts", "turn": 1, "value": {"seen": []}}}
    answers = page.locator(".question.closed").get_by_role("definition")
    assert answers.all_inner_texts() == ["Not known", "Not known", "None ticked"]


def test_hints_are_read_with_their_question(page: Page, server_url: str) -> None:
    reply_with(page, form(FormField("age", "Age?", EIGHT, hint="The one you worry about most.")))
    chat = Chat(page, server_url).open()
    group = chat.question.get_by_role("group", name="Age?")
    expect(group).to_have_accessible_description("The one you worry about most.")
