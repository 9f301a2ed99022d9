"""What a practitioner does on the page, by the names they see."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RED_FLAG = "My 3 month old grandson has a bruise on his cheek and nobody can say how it happened."
MOST_TURNS = 9


class Chat:
    """One visit to the page."""

    def __init__(self, page: Page, url: str) -> None:
        """``url`` is the server's address."""
        self.page = page
        self.url = url
        self.turns = 0

    def open(self) -> Chat:
        """Open the page and wait for the first question."""
        self.page.goto(self.url)
        self.question.wait_for()
        return self

    @property
    def question(self) -> Locator:
        """The question that waits for an answer."""
        return self.page.locator(".question:not(.closed)")

    @property
    def answers(self) -> Locator:
        """Every suggestion shown."""
        return self.page.get_by_role("article").and_(self.page.locator(".answer"))

    @property
    def replies(self) -> Locator:
        """Every turn of the assistant."""
        return self.page.locator(".reply")

    @property
    def field(self) -> Locator:
        """Where text is typed."""
        return self.page.get_by_label("Type here instead")

    def button(self, label: str) -> Locator:
        """The open question's option with this label."""
        return self.question.get_by_role("button").filter(has=self.page.get_by_text(label, exact=True))

    def choose(self, label: str) -> None:
        """Press an option's button and wait for the reply."""
        with self.reply():
            self.button(label).click()

    def write(self, words: str) -> None:
        """Type, press Enter and wait for the reply."""
        with self.reply():
            self.field.fill(words)
            self.field.press("Enter")

    def submit(self) -> None:
        """Send the open form."""
        with self.reply():
            self.question.locator("button[type=submit]").click()

    def work_through(self) -> None:
        """By buttons, from the opening to the whole suggestion, taking the first option of each question."""
        self.choose("Work through a worry")
        while not self.has_whole_answer() and self.turns < MOST_TURNS:
            if self.question.locator("button[type=submit]").count():
                for field in self.question.locator("fieldset").all():
                    field.locator("input").first.check()
                self.submit()
            else:
                self.choose(self.first_label())

    def first_label(self) -> str:
        """The label of the open question's first option."""
        return self.question.locator(".choice-label").first.inner_text()

    def has_whole_answer(self) -> bool:
        """Whether the suggestion with its reasons is shown."""
        return self.answers.locator("[data-section=why]").count() > 0

    def scrolls_sideways(self) -> bool:
        """Whether anything is wider than the window."""
        return bool(
            self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        )

    def violations(self) -> list[str]:
        """What axe finds wrong, one line a rule."""
        found = Axe().run(self.page).response["violations"]
        return [f"{one['id']}: {[node['html'][:200] for node in one['nodes']]}" for one in found]

    def reply(self) -> _Reply:
        """``with chat.reply(): ...`` ends when one more reply is shown."""
        return _Reply(self)


class _Reply:
    """Waits until one more reply is shown and the page is at rest."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    def __enter__(self) -> None:
        self._before = self._chat.replies.count()

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            return
        self._chat.replies.nth(self._before).wait_for()
        self._chat.page.locator("#log:not([aria-busy])").wait_for()
        self._chat.turns += 1
