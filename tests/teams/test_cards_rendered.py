"""Cards as Microsoft's renderer shows them: whole on a phone, usable with a keyboard and a screen reader."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.channels.teams.cards import cards, closed, ladder
from bot.dialogue.message import Bullets, Draft, Facts, Section, Steps, Text, to_dict
from tests.browser.chat import ARGUMENTS, CHROMIUM
from tests.browser.messages import every_kind
from tests.teams.reading import words_of_plain
from tests.teams.renderer import draw, needs_node
from tests.teams.replies import Reply, link

pytestmark = needs_node

PHONE, DESKTOP = 320, 600  # pixels
NASTY = (
    "*one* _two_ **three** __four__ `five` ~~six~~",
    "[seven](https://evil.example) ![eight](https://evil.example/x.png) <https://evil.example>",
    "<b>nine</b> <script>ten</script> &lt;eleven&gt; &amp; &#60;",
    "# twelve",
    "- thirteen",
    "1. fourteen",
    "> fifteen",
    "sixteen\\* \\_seventeen\\_ \\",
    "[eighteen]: https://evil.example",
    "| nineteen | twenty |",
    "***",
    "a*b*c snake_case_name [a] (b) [c](d",
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A window as narrow as a phone, that asks nobody for anything."""
    context = chromium.new_context(viewport={"width": PHONE, "height": 800}, offline=True)
    yield context.new_page()
    context.close()


def everything(replies: list[Reply]) -> list[dict[str, object]]:
    """Every card of the conversations once, their levels of need, and one with each kind of message."""
    made = [card for reply in replies for card in reply.cards]
    made += [card for reply in replies if (card := ladder(reply.so_far))]
    made += cards([to_dict(message) for message in every_kind("some words")], link)
    return list({card.text: card.content for card in made}.values())


def test_the_renderer_of_microsoft_finds_nothing_wrong(page: Page, replies: list[Reply]) -> None:
    shown = everything(replies)
    assert draw(page, shown) == []
    assert page.locator(".card").count() == len(shown) > 30


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_nothing_is_wider_than_the_card(page: Page, replies: list[Reply], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    draw(page, everything(replies))
    too_wide = page.evaluate(
        """() => [...document.querySelectorAll(".card *")]
          .filter((one) => one.offsetParent && one.clientWidth && one.scrollWidth > one.clientWidth + 1)
          .map((one) => one.outerHTML.slice(0, 200))"""
    )
    assert too_wide == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_wrong(page: Page, conversations: list[list[Reply]]) -> None:
    draw(page, everything(conversations[0]))
    # one card is no page: it has no first heading of its own
    found = [one for one in Axe().run(page).response["violations"] if one["id"] != "page-has-heading-one"]
    assert [(one["id"], one["nodes"][0]["html"][:300]) for one in found] == []


def test_every_word_is_seen_once_what_is_folded_is_opened(page: Page, replies: list[Reply]) -> None:
    reply = next(one for one in replies if any(message["kind"] == "answer" for message in one.messages))
    draw(page, [card.content for card in reply.cards])
    folds = page.get_by_role("button", name="Show or hide")
    for number in range(folds.count()):
        folds.nth(number).click()
    for button in page.get_by_role("button", name="Where this comes from").all():
        button.click()
    seen = words_of_plain(page.locator("main").inner_text())
    for card in reply.cards:
        missing = words_of_plain(card.text) - seen
        addresses = {"https", "www", "uk", "gov", "org"}
        assert {word for word in missing if word not in addresses and word not in str(card.content)} == set()


def test_a_folded_section_opens_and_closes_by_keyboard(page: Page) -> None:
    section = Section("more", "More steps", (Text("Write it down."),), folded=True)
    draw(page, [cards([to_dict(section)], link)[0].content])
    fold = page.get_by_role("button", name="More steps: Show or hide")
    expect(page.get_by_text("Write it down.")).to_be_hidden()
    fold.press("Enter")
    expect(page.get_by_text("Write it down.")).to_be_visible()
    fold.press("Enter")
    expect(page.get_by_text("Write it down.")).to_be_hidden()


def test_text_stays_text(page: Page) -> None:
    rng = random.Random(1)  # the same texts every time
    alphabet = "ab 1.-+*_`[]()<>#&;~!|\\\\/:"
    texts = [*NASTY, *("x" + "".join(rng.choices(alphabet, k=20)) + "x" for _ in range(150))]
    shown = [cards([to_dict(Text(text))], link)[0].content for text in texts]
    assert draw(page, shown) == []
    seen = [card.inner_text() for card in page.locator(".card").all()]
    assert [_plain(one) for one in seen] == [_plain(text) for text in texts]
    assert (
        page.locator(".card :is(img, script, b, strong, em, code, del, h1, ul, ol, blockquote)").count() == 0
    )
    targets = {one.get_attribute("href") for one in page.locator(".card a").all()}
    assert all(target and target.startswith(("https://evil.example", "tel:")) for target in targets)


@pytest.mark.parametrize(
    "message",
    [Bullets(NASTY), Steps(tuple((one, "Now") for one in NASTY)), Facts(tuple((one, one) for one in NASTY))],
    ids=["bullets", "steps", "facts"],
)
def test_text_stays_text_in_lists(page: Page, message: object) -> None:
    draw(page, [cards([to_dict(message)], link)[0].content])
    seen = _plain(page.locator(".card").inner_text())
    assert [one for one in NASTY if _plain(one) not in seen] == []
    assert page.locator(".card :is(img, script, em, code, del, h1, blockquote)").count() == 0


def test_a_text_to_copy_is_seen_as_it_is(page: Page) -> None:
    text = "TO\n[name, role]\n\nWHAT I ASK FOR\n- *first* point\n1. second"
    draw(
        page,
        [cards([to_dict(Draft("A letter", text, "Note.", "Copy this text", "Copied."))], link)[0].content],
    )
    assert page.locator(".ac-richTextBlock").all_inner_texts()[:2] == text.split("\n\n")
    page.get_by_role("button", name="Copy this text: Show or hide").click()
    expect(page.get_by_role("textbox", name="A letter")).to_have_value(text)


def test_a_used_card_has_nothing_to_press(page: Page, replies: list[Reply]) -> None:
    used = [closed(reply.cards[-1].content, "This one").content for reply in replies]
    assert draw(page, used) == []
    assert page.locator("input, select, textarea, .ac-pushButton.style-positive").count() == 0
    expect(page.get_by_text("You chose: This one")).to_have_count(len(used))


def _plain(text: str) -> str:
    return " ".join(text.split())
