"""The README's picture: ``python -m tests.browser.screenshot http://localhost:5005``."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chat import ARGUMENTS, CHROMIUM, Chat

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "images" / "chat.png"
STORY = (
    "A girl of 7 in Bolton says her uncle hits her with a belt. "
    "She is scared to go home and he collects her today."
)


def main(url: str) -> None:
    """Tell a made-up worry to the server at ``url`` and picture the answer."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1200, "height": 1250}, reduced_motion="reduce")
        chat = Chat(page, url).open()
        chat.write(STORY)
        page.evaluate(
            "document.activeElement.blur(); scrollTo(0, document.querySelector('.you').offsetTop - 70)"
        )
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
