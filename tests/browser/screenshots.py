"""``make screenshots``: the main states on a desktop and a phone, for the README and for a look at them."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.browser.chat import ARGUMENTS, CHROMIUM, Chat
from tests.server.conftest import started

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"
DESKTOP: ViewportSize = {"width": 1280, "height": 1000}
PHONE: ViewportSize = {"width": 390, "height": 844}
RED_FLAG = (
    "A girl of 7 in Bolton says her uncle hits her with a belt. "
    "She is scared to go home and he collects her today."
)
EARLY_HELP = (
    "Boy of 8 in Wigan, often late and tired since his parents parted. "
    "Mum is low and in debt, and wants help."
)
_TUESDAY_MORNING = "2026-03-10T10:30:00+00:00"


def _shoot(page: Page, name: str, top: str | None = None) -> None:
    """A picture of the window, with the element ``top`` at its top."""
    page.evaluate("document.activeElement.blur()")
    if top:
        page.evaluate("(top) => scrollTo(0, [...document.querySelectorAll(top)].at(-1).offsetTop - 70)", top)
    page.screenshot(path=FOLDER / f"{name}.png")


def _early_help(chat: Chat, prefix: str) -> None:
    """From the opening to the answer."""
    _shoot(chat.page, f"{prefix}-opening")
    chat.choose("Work through a worry")
    chat.submit()
    chat.write(EARLY_HELP)
    _shoot(chat.page, f"{prefix}-check", ".you")
    while not chat.has_whole_answer():
        chat.submit()
    _shoot(chat.page, f"{prefix}-answer", ".answer")


def _record(chat: Chat) -> None:
    """What was typed, taken into a record."""
    chat.submit()
    chat.choose("Make a record")
    with chat.page.context.expect_page() as opened:
        chat.page.get_by_role("button", name="Make a record (opens in a new tab)").click()
    opened.value.wait_for_load_state()
    _shoot(opened.value, "record")


def main() -> None:
    """Take all pictures, from a server of their own."""
    os.environ["GUIDANCE_NOW"] = _TUESDAY_MORNING
    program = "from bot.cli import main; main()"
    with (
        tempfile.TemporaryDirectory() as folder,
        started("-c", program, Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, size in (("desktop", DESKTOP), ("phone", PHONE)):
            page = browser.new_page(viewport=size, reduced_motion="reduce")
            _early_help(Chat(page, server.url).open(), name)
        page = browser.new_page(viewport=DESKTOP, reduced_motion="reduce")
        chat = Chat(page, server.url).open()
        chat.write(RED_FLAG)
        _shoot(page, "chat", ".you")
        _record(chat)
        browser.close()


if __name__ == "__main__":
    main()
