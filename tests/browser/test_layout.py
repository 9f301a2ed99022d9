"""Small screens, strong zoom and paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.chat import RED_FLAG, Chat

_SMALL_TARGETS = """
[...document.querySelectorAll('button, select, textarea, summary, .box input, a.call, .danger-line a')]
  .filter((one) => one.checkVisibility() && !one.matches(':disabled'))
  .filter((one) => one.getBoundingClientRect().height < 43.5)
  .map((one) => one.outerHTML.slice(0, 120))
"""

_CLOSED_DOOR = """
async (availability) => {
  const app = document.querySelector('script[type=module]').src;
  const { render } = await import(new URL('render.js', app));
  const one = { name: 'Front door', availability, open_now: false };
  document.querySelector('main').append(render({ kind: 'contacts', items: [one] }));
  const line = [...document.querySelectorAll('.availability')].at(-1);
  return [line.innerText, line.querySelectorAll('a').length, line.childNodes.length];
}
"""

_STICKY_HEIGHT = """
[...document.querySelectorAll('body *')]
  .filter((one) => getComputedStyle(one).position === 'sticky')
  .reduce((sum, one) => sum + one.getBoundingClientRect().height, 0)
"""


@pytest.mark.parametrize("size", [(320, 640), (320, 256)], ids=["320 px", "400 % zoom"])
def test_nothing_scrolls_sideways(chat: Chat, size: tuple[int, int]) -> None:
    width, height = size
    chat.page.set_viewport_size({"width": width, "height": height})
    assert not chat.scrolls_sideways()
    chat.work_through()
    assert not chat.scrolls_sideways()
    for fold in chat.page.locator("summary").all():
        fold.click()
    assert not chat.scrolls_sideways()


def test_at_strong_zoom_most_of_the_window_is_left_to_read(chat: Chat) -> None:
    chat.page.set_viewport_size({"width": 320, "height": 256})
    chat.work_through()
    assert chat.page.evaluate(_STICKY_HEIGHT) < 64


def test_targets_are_ample_on_a_phone(chat: Chat) -> None:
    chat.page.set_viewport_size({"width": 390, "height": 844})
    assert chat.page.evaluate(_SMALL_TARGETS) == []
    chat.write(RED_FLAG)
    assert chat.page.evaluate(_SMALL_TARGETS) == []


def test_words_about_a_closed_door_stand_in_one_line_with_their_number(chat: Chat) -> None:
    """Beside the mark they are one part: words and number as parts of their own would stand in columns."""
    words = "Closed now. Ring the team on 01632 960000. If you cannot get through, ring 101."
    text, links, parts = chat.page.evaluate(_CLOSED_DOOR, words)
    assert (text.strip(), parts) == (words, 1) and links


def test_the_new_question_is_brought_into_sight(chat: Chat) -> None:
    chat.page.set_viewport_size({"width": 390, "height": 844})
    chat.choose("Work through a worry")
    expect(chat.question.get_by_role("heading", level=3)).to_be_in_viewport()
    expect(chat.page.get_by_role("link", name="call 999")).to_be_in_viewport()


def test_on_paper_everything_is_open_and_nothing_waits(chat: Chat) -> None:
    chat.work_through()
    chat.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    chat.page.emulate_media(media="print")
    assert chat.page.locator("details:not([open])").count() == 0
    expect(chat.field).to_be_hidden()
    expect(chat.answers.last).to_be_visible()
    chat.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert chat.page.locator(".log details[open]").count() == 0
