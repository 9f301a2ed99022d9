"""Conversations in a client like Teams, by what its user sees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chat import ARGUMENTS, CHROMIUM
from tests.server.conftest import started
from tests.teams.playground import Teams, playground
from tests.teams.renderer import needs_node

pytestmark = [needs_node, pytest.mark.timeout(300)]  # two programs are started beside the browser

_SETTINGS = {"GUIDANCE_TEAMS_DEVELOPMENT": "true", "GUIDANCE_NOW": "2026-03-10T10:30:00+00:00"}
TOLD = "After an assembly a pupil told me that her uncle touched her. She is afraid of him. She has a sister."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The playground with the real bot behind it, on a Tuesday morning."""
    folder: Path = tmp_path_factory.mktemp("playground")
    with (
        started("-c", "from bot.cli import main; main()", folder, _SETTINGS) as server,
        playground(server.url, folder) as url,
    ):
        yield url


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A window of its own."""
    context = chromium.new_context(viewport={"width": 1300, "height": 1000}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    expect.set_options(timeout=20_000)
    yield context.new_page()
    context.close()


def test_a_whole_assessment(page: Page, address: str) -> None:
    teams = Teams(page, address)

    # the welcome: what Teams keeps, danger, and what can be done
    teams.sees("Teams at your organisation keeps its own copy", "Danger now? Ring 999 first")
    expect(teams.last.get_by_role("link", name="999").first).to_have_attribute("href", "tel:999")
    teams.press("Work through a worry (about four minutes)")

    # the used card says what was chosen and can be used no more
    teams.sees("You chose: Work through a worry")
    expect(teams.card("You chose: Work through a worry").get_by_role("button")).to_have_count(0)

    teams.sees("About the child, and you")
    teams.choose("Where does the child live?", "Walsall")
    teams.choose("How old is the child?", "10 to 12")
    teams.pick("What is your job?", "Teacher or other school or college staff")
    teams.press("Continue")
    teams.sees("How old is the child? 10 to 12", "Where is the child now? Not known")

    # free text, in which a red flag is read: the action comes first, then the questions
    teams.sees("What have you seen, heard or been told?")
    teams.write(TOLD)
    teams.sees("A few short questions, after you have rung")
    action = teams.card("Red flag")
    expect(action).to_contain_text("Act now")
    expect(action.get_by_role("link", name="0300 555 2866").first).to_have_attribute(
        "href", "tel:03005552866"
    )
    expect(teams.card("Not used: you typed instead.")).to_contain_text("What have you seen")

    # several answers at once: one is unticked, the others stay
    ticked = teams.last.get_by_role("checkbox")
    expect(ticked.first).to_be_checked()
    before = ticked.count()
    ticked.last.uncheck()
    teams.choose("Is the child safe at this moment?", "Yes, with a safe adult")
    teams.choose("Does the child need medical help?", "No")
    teams.press("Continue")
    teams.sees("Does the child need medical help? No")
    said = teams.card("Is the child safe at this moment? Yes").inner_text()
    assert said.count(";") == before - 2

    # the guidance: what to do, whom to ring, how sure it is, and what is folded opens
    teams.sees("What next?", "How sure this is")
    guidance = teams.card("What to do now")
    expect(guidance).to_contain_text("Who to ring")
    expect(guidance).to_contain_text("does not go home until social care or police have agreed a plan")
    explained = teams.card("Words explained").get_by_role("button", name="Words explained: Show or hide")
    meaning = teams.card("Words explained").get_by_text("Multi-Agency Safeguarding Hub", exact=False).last
    explained.click()
    expect(meaning).to_be_visible()
    expect(teams.card("Levels of need here, lowest first")).to_contain_text("(suggested)")

    # the record opens in the browser, for this conversation
    teams.press("Make a record")
    teams.sees("You chose: Make a record")
    with page.expect_popup() as popup:
        teams.last.get_by_role("link", name="Make a record").click()
    assert "/teams/record?link=" in popup.value.url


def test_in_a_group_the_process_is_answered_there_and_a_child_in_private(page: Page, address: str) -> None:
    teams = Teams(page, address)
    teams.open_chat("Group Chat")

    teams.write("What is a strategy discussion?", mention=True)
    teams.sees("You could also ask:")
    expect(teams.cards).to_have_count(1)
    expect(teams.last.get_by_role("button", name="Where this comes from")).to_be_visible()

    teams.write("A girl of 7 in Walsall says her uncle hits her with a belt.", mention=True)
    # the page loses a message that comes right after one for another chat; its log shows what came
    expect(page.get_by_text("I have written to you in a private chat").first).to_be_visible()
    expect(teams.cards).to_have_count(1)
    teams.open_chat("Personal Chat")
    teams.sees("A carer hits the child with an object")
    expect(teams.card("Red flag")).to_contain_text("Act now")
