"""The exercise alone, as a participant does it: on a desktop, and on a phone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.chat import Chat

BANNER = "Training exercise – not a real child"
TITLE = "Two homes and a doorstep"
WORRY = "A boy in my class told me that his dad hit him with a belt last night."
PHONE = {"width": 360, "height": 700}


def _decide(chat: Chat) -> None:
    """Vote, skip both questions, and come to what is said of it."""
    chat.question.get_by_label("Ring the front door", exact=True).check()
    chat.question.get_by_label("Today", exact=True).check()
    chat.submit()
    chat.choose("Level 2: Earliest help, additional needs")
    chat.choose("Skip this")
    chat.choose("Skip this")


def _begin(chat: Chat) -> None:
    chat.choose("Training exercise")
    chat.choose("Show me all of them")
    chat.choose(TITLE)
    chat.choose("Start this exercise")


def _finish(chat: Chat) -> None:
    _begin(chat)
    _decide(chat)
    while not chat.button("Finish and see it as a whole").count():
        chat.choose("Go on to the next part")
        _decide(chat)
    chat.choose("Finish and see it as a whole")


def _certificate(chat: Chat) -> Page:
    with chat.page.context.expect_page() as opened:
        chat.page.get_by_role("link", name="Certificate that you took part").click()
    opened.value.wait_for_load_state()
    return opened.value


def test_an_exercise_from_choosing_to_certificate_can_be_done_on_a_phone(chat: Chat) -> None:
    chat.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    strip = chat.page.get_by_role("region", name="Training exercise")
    expect(strip).to_be_hidden()
    _begin(chat)
    expect(strip).to_contain_text(BANNER)
    assert chat.violations() == []
    _decide(chat)
    heading = chat.replies.last.get_by_role("heading", name="Your decision")
    expect(heading).to_be_focused()
    assert chat.violations() == []
    assert not chat.scrolls_sideways()
    while not chat.button("Finish and see it as a whole").count():
        chat.choose("Go on to the next part")
        _decide(chat)
    chat.choose("Finish and see it as a whole")
    assert chat.violations() == []
    page = _certificate(chat)
    assert not Chat(page, chat.url).scrolls_sideways()
    page.get_by_role("button", name="Download the certificate").click()
    page.get_by_role("alert").get_by_role("link", name="Type your name.").click()
    expect(page.get_by_label("Your name")).to_be_focused()
    assert Chat(page, chat.url).violations() == []
    page.get_by_label("Your name").fill("Sam O’Neill")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the certificate").click()
    assert download.value.suggested_filename == "certificate.pdf"


def test_what_was_finished_is_marked_in_this_browser_only_and_can_be_forgotten(chat: Chat) -> None:
    sent: list[str] = []
    chat.page.on("request", lambda request: sent.append(request.post_data or ""))
    _finish(chat)
    chat.choose("Choose another exercise")
    chat.choose("Show me all of them")
    mark = chat.question.locator(".choice-hint").filter(has_text=re.compile(r"^Done on \d"))
    expect(mark).to_have_count(1)
    assert not [body for body in sent if "guidance.exercises" in body or "Done on" in body]
    assert chat.violations() == []
    chat.page.get_by_role("button", name="Forget them").click()
    assert chat.page.evaluate("localStorage.getItem('guidance.exercises')") == "{}"
    chat.page.get_by_role("region", name="Training exercise").get_by_role("button").click()
    chat.question.get_by_text("Work through a worry").wait_for()
    expect(chat.page.get_by_role("region", name="Training exercise")).to_be_hidden()


def test_a_real_worry_is_asked_about_and_the_record_has_it_and_nothing_of_the_exercise(chat: Chat) -> None:
    _begin(chat)
    chat.write("ring the front door today")
    chat.choose("Level 2: Earliest help, additional needs")
    chat.write("Is anyone afraid of their father?")
    chat.write(WORRY)
    expect(chat.question).to_contain_text("Is this a real child, now?")
    expect(chat.question.get_by_role("heading")).to_be_focused()
    expect(chat.page.get_by_role("region", name="Training exercise")).to_contain_text("on hold")
    assert chat.violations() == []
    chat.choose("Yes, a real child")
    expect(chat.answers.last).to_contain_text("Act now")
    expect(chat.page.get_by_role("region", name="Training exercise")).to_be_hidden()
    chat.submit()
    chat.choose("Make a record")
    with chat.page.context.expect_page() as opened:
        chat.page.get_by_role("button", name="Make a record (opens in a new tab)").click()
    opened.value.wait_for_load_state()
    expect(opened.value.get_by_label("What did you see and hear?")).to_have_value(WORRY)
