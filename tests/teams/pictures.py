"""Pictures of the cards of some conversations, to look at: one a conversation and width.

python -m tests.teams.pictures FOLDER
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from bot import logs
from bot.channels.teams.cards import ladder
from bot.settings import settings
from tests.browser.chat import ARGUMENTS, CHROMIUM
from tests.conversations.bot import Bot
from tests.teams.renderer import draw
from tests.teams.replies import played

WIDTHS = {"phone": 320, "desktop": 600}  # pixels, of a card in Teams


def main(folder: Path) -> None:
    """Draw them into ``folder``."""
    logs.configure()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        conversations = played(Bot(settings().models, Path(scratch) / "guidance.db"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for conversation in conversations:
            made = [card for reply in conversation for card in (*reply.cards, ladder(reply.so_far)) if card]
            for name, width in WIDTHS.items():
                page = browser.new_page(viewport={"width": width, "height": 800})
                draw(page, [card.content for card in made])
                path = folder / f"{conversation[0].name.split(',')[0]} {name}.png"
                page.screenshot(path=path, full_page=True)
                print(path)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
