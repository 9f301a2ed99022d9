"""Microsoft 365 Agents Playground: a client like Teams, started for a bot on this machine.

It is pre-release software under Microsoft's own licence, installed for the tests and never shipped.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from bench.processes import free_port
from tests.teams.renderer import NODE

CLI = NODE / "@microsoft" / "m365agentsplayground" / "cli.js"
BOT = "Test Bot"
_LONGEST_START = 60  # seconds


@contextmanager
def playground(bot_url: str, folder: Path) -> Iterator[str]:
    """The address of a playground that talks to the bot at ``bot_url``; it writes to ``folder`` only."""
    port, log = free_port(), folder / "playground.txt"
    endpoint = f"{bot_url.rstrip('/')}/api/messages"
    command = ["node", str(CLI), "-e", endpoint, "-c", "msteams", "--disable-telemetry", "-p", str(port)]
    environment = {**os.environ, "BROWSER": "none", "TEAMSAPPTESTER_BROWSER": "none"}
    with (
        log.open("w") as out,
        subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=out) as process,
    ):
        try:
            _wait_for(f"Listening on {port}", log, process)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()


def _wait_for(line: str, log: Path, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _LONGEST_START
    while line not in log.read_text():
        assert process.poll() is None and time.monotonic() < end, log.read_text()
        time.sleep(0.1)


class Teams:
    """What a user of Teams sees and does, by the names on the page."""

    def __init__(self, page: Page, url: str) -> None:
        """``url`` is the playground's address. Nothing else is asked for anything."""
        self.page = page
        host = urlsplit(url).netloc
        page.route(lambda address: urlsplit(address).netloc != host, lambda route: route.abort())
        # the page opens the personal chat by itself once it is connected, whatever was opened before
        with page.expect_response(lambda response: response.url.endswith("/installation")):
            page.goto(url, wait_until="domcontentloaded")

    @property
    def cards(self) -> Locator:
        """Every card in the open chat, oldest first."""
        return self.page.locator(".ac-adaptiveCard:not(.ac-adaptiveCard *)")

    @property
    def last(self) -> Locator:
        """The newest card."""
        return self.cards.last

    def card(self, words: str) -> Locator:
        """The newest card with these words."""
        return self.cards.filter(has_text=words).last

    def sees(self, *words: str) -> None:
        """Wait until a card with each of these is shown."""
        for one in words:
            expect(self.card(one)).to_be_visible()

    def press(self, label: str) -> None:
        """Press a button of the newest card that has it."""
        self.cards.get_by_role("button", name=label, exact=True).last.click()

    def choose(self, question: str, answer: str) -> None:
        """Choose an answer to a question of the newest form."""
        field = self.last.get_by_role("radiogroup", name=question)
        field.get_by_role("radio", name=answer, exact=True).check()

    def pick(self, question: str, answer: str) -> None:
        """Choose from a drop-down of the newest form."""
        self.last.get_by_role("combobox", name=question).click()
        self.page.get_by_role("option", name=answer, exact=True).click()

    def write(self, words: str, *, mention: bool = False) -> None:
        """Write a message and send it."""
        box = self.page.get_by_role("textbox").last
        box.click()
        if mention:
            box.press_sequentially("@")
            self.page.get_by_role("menuitem", name=BOT).click()
        box.press_sequentially(words)
        box.press("Enter")

    def open_chat(self, name: str) -> None:
        """Go to another chat."""
        self.page.get_by_text(name, exact=True).first.click()
