"""A whole training session: one facilitator, the screen in the room, and three phones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from bot.accounts.model import Role
from bot.accounts.passwords import generate, hash_of
from bot.exercises.load import load_exercises
from bot.exercises.model import Exercise
from bot.store import accounts, connect
from tests.browser.chat import Chat

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
ROLES = ("teacher", "police", "health_visitor")
LEVELS = ("early_help_single", "early_help_single", "child_in_need")
AGREED = "child_in_need"


class Session:
    """What the people of a session do, by the names they see."""

    def __init__(self, browser: Browser, url: str) -> None:
        """Nobody there yet. Every window keeps its own cookies, and what went wrong in it is noted."""
        self.url = url
        self.place = ""
        self.wrong: list[str] = []
        self._browser = browser
        self.facilitator = self.window(DESKTOP)
        self.phones = [self.window(PHONE) for _ in ROLES]

    def window(self, size: ViewportSize) -> Page:
        """A browser of its own."""
        context = self._browser.new_context(viewport=size, reduced_motion="reduce")
        context.set_default_timeout(15_000)
        return self.watched(context.new_page())

    def watched(self, page: Page) -> Page:
        """Note script errors and what the security policy refuses."""
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on(
            "console",
            lambda message: self.wrong.append(message.text) if "Policy" in message.text else None,
        )
        return page

    def looks_right(self, *pages: Page) -> None:
        """Axe finds nothing, and nothing is wider than the window."""
        for page in pages:
            found = Chat(page, self.url)
            assert found.violations() == [], page.title()
            assert not found.scrolls_sideways(), page.title()

    def press(self, name: str) -> None:
        """A button of the facilitator's."""
        self.facilitator.get_by_role("button", name=name, exact=True).click()
        self.facilitator.wait_for_load_state()

    def begin(self, exercise: Exercise, password: str) -> str:
        """Sign in and make a session; its join code."""
        page = self.facilitator
        page.goto(f"{self.url}/training")
        page.get_by_label("Login").fill("facilitator")
        page.get_by_label("Password").fill(password)
        self.press("Sign in")
        page.get_by_label(exercise.title, exact=True).check()
        self.press("Create the session")
        self.place = page.url
        return page.locator(".code").inner_text()

    def join(self, phone: Page, code: str, role: str) -> None:
        """Type the code, say one's role."""
        phone.goto(f"{self.url}/join")
        phone.get_by_label("Code").fill(code.lower())
        phone.get_by_role("button", name="Go on").click()
        phone.get_by_label("What is your work?").select_option(role)
        phone.get_by_role("button", name="Join", exact=True).click()
        expect(phone.get_by_text("Wait until the facilitator begins")).to_be_visible()

    def all_see(self, title: str) -> None:
        """Every phone has followed by itself."""
        for phone in self.phones:
            expect(phone).to_have_title(re.compile(f"^{re.escape(title)}"))

    def vote(self, phone: Page, level: str, why: str = "") -> None:
        """Fill in the form and send it."""
        phone.locator(f"input[name=route][value={'early_help' if 'help' in level else 'front_door'}]").check()
        phone.locator("input[name=urgency][value=today]").check()
        phone.locator(f"input[name=tier][value={level}]").check()
        phone.get_by_label("Why?").fill(why)
        phone.get_by_role("button", name="Send my vote").click()
        expect(phone.get_by_text("Your vote is in.")).to_be_visible()


@pytest.fixture
def session(browser: Browser, server_url: str) -> Iterator[Session]:
    session = Session(browser, server_url)
    yield session
    for page in (session.facilitator, *session.phones):
        page.context.close()
    assert session.wrong == []


@pytest.fixture(scope="module")
def password(server_url: str, database: Path) -> str:
    made = generate("facilitator")
    accounts.create(connect(f"sqlite:///{database}"), "facilitator", [Role.FACILITATOR], hash_of(made))
    return made


@pytest.mark.timeout(300)  # four windows, most of an hour's session, and axe on each page
def test_a_whole_session(session: Session, password: str) -> None:
    exercise = min((one for one in load_exercises().values() if one.warning), key=lambda one: len(one.stages))
    desk, phones = session.facilitator, session.phones
    code = session.begin(exercise, password)
    with desk.context.expect_page() as opened:
        desk.get_by_role("link", name="Screen for the room").click()
    screen = session.watched(opened.value)
    screen.set_viewport_size({"width": 1600, "height": 900})
    expect(screen.locator("svg.qr")).to_be_visible()
    for phone, role in zip(phones, ROLES):
        session.join(phone, code, role)
    expect(desk.locator("#joined")).to_have_text("3")
    session.looks_right(desk, screen, phones[0])

    session.press("Begin")
    session.all_see("A word before this case")
    session.looks_right(phones[0])
    for phone in phones:
        phone.get_by_role("button", name="Take part").click()
    session.press("Tell the case and take the first vote")
    session.all_see("First vote")
    session.looks_right(phones[0])
    for phone, level, why in zip(phones, LEVELS, ("It can wait", "One need", "Ask Sarah Jones about him")):
        session.vote(phone, level, why)
    expect(desk.locator("#voted")).to_have_text("3")
    session.looks_right(phones[0])

    session.press("Reveal what the room chose")
    session.all_see("What the room chose")
    for page in (desk, phones[0]):
        expect(page.get_by_text("2 of 3 (67 %) chose the same level.")).to_be_visible()
    expect(phones[0].get_by_text("Reasons that were given")).to_have_count(0)
    session.press("Show reasons to the room")
    expect(phones[0].get_by_text("Ask [name] about him")).to_be_visible()
    screen.bring_to_front()
    expect(screen.get_by_text("Ask [name] about him")).to_be_visible()
    session.looks_right(desk, screen, phones[0])
    desk.bring_to_front()

    session.press("Talk about it")
    session.all_see("Talk about it")
    session.looks_right(phones[0])
    session.press("Take a second vote")
    session.all_see("Second vote")
    for phone in phones:
        session.vote(phone, AGREED)
    session.press("Show the answer")
    session.all_see("The answer")
    expect(desk.get_by_text("On the level, 67 % of them agreed before you talked and 100 %")).to_be_visible()
    expect(phones[1].get_by_role("heading", name="The model answer")).to_be_visible()
    screen.bring_to_front()
    expect(screen.get_by_role("heading", name="The model answer")).to_be_visible()
    session.looks_right(desk, screen, phones[0])
    desk.bring_to_front()

    for stage in range(1, len(exercise.stages)):
        session.press("Go on")
        session.press("Reveal what the room chose")
        session.press("Straight to the answer")
        expect(desk.get_by_text(f"Case 1 of 1, part {stage + 1} of {len(exercise.stages)}")).to_be_visible()
    session.press("End the session")
    session.all_see("The session is over")
    session.looks_right(phones[0])
    with desk.expect_download() as download:
        desk.get_by_role("link", name="PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_pages_for_anybody(session: Session) -> None:
    phone = session.phones[0]
    for path in ("/sign-in", "/join", "/join/BCDFGHJK", "/room", "/room/real-child"):
        phone.goto(session.url + path)
        session.looks_right(phone)


def test_what_somebody_is_writing_stays_when_the_session_moves_on(session: Session, password: str) -> None:
    exercise = next(one for one in load_exercises().values() if one.warning is None)
    phone = session.phones[0]
    session.join(phone, session.begin(exercise, password), "teacher")
    held: list[Route] = []  # what runs on the page, which is written on while it still loads
    phone.route("**/static/room.js", lambda route: held.append(route))
    session.press("Begin")
    expect(phone).to_have_title(re.compile("^First vote"))
    phone.get_by_label("Why?").fill("A thought that is not finished")
    assert held
    for script in held:
        script.continue_()
    phone.unroute("**/static/room.js")
    session.press("Reveal what the room chose")
    expect(phone.get_by_text("The session has moved on.")).to_be_visible()
    expect(phone.get_by_label("Why?")).to_have_value("A thought that is not finished")
    session.looks_right(phone)
    phone.get_by_role("link", name="Show it").click()
    expect(phone.get_by_text("Nobody has voted yet.")).to_be_visible()


def test_without_scripts_it_works_by_forms(browser: Browser, session: Session, password: str) -> None:
    exercise = next(one for one in load_exercises().values() if one.warning is None)
    code = session.begin(exercise, password)
    for path in ("/training", "/training/compare", "/account"):
        session.facilitator.goto(session.url + path)
        session.looks_right(session.facilitator)
    session.facilitator.goto(session.place)
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    phone = context.new_page()
    phone.goto(f"{session.url}/join/{code.replace(' ', '')}")
    phone.get_by_label("What is your work?").select_option("gp")
    phone.get_by_role("button", name="Join", exact=True).click()
    session.press("Begin")
    phone.get_by_role("link", name="Look whether it has gone on").click()
    session.vote(phone, AGREED)
    session.press("Reveal what the room chose")
    phone.get_by_role("link", name="Look whether it has gone on").click()
    expect(phone.get_by_text("1 of 1 (100 %) chose the same level.")).to_be_visible()
    context.close()
