"""The acceptance cases, told on the page to a real server: what has to be said is there to read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Locator

from tests.browser.chat import Chat

FOLDER = Path(__file__).parents[1] / "conversations" / "acceptance"
# those with a time of their own are played without a page, against a stopped clock
CASES = [
    path for path in sorted(FOLDER.glob("*.yml")) if "now" not in yaml.safe_load(path.read_text("utf-8"))
]


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def _choose(chat: Chat, labels: list[str]) -> None:
    """Each label in the first field that offers it and has not been answered yet."""
    answered: list[int] = []
    fields = chat.question.locator(".field").all()
    for label in labels:
        for number, field in enumerate(fields):
            if number not in answered and _takes(field, label):
                if field.get_by_role("checkbox").count() == 0:
                    answered.append(number)
                break
        else:
            raise AssertionError(f"{label!r} is not offered")


def _takes(field: Locator, label: str) -> bool:
    options = field.locator("option").all()
    if options:
        wanted = next(
            (one for one in options if one.inner_text().split(" (")[0] == label.split(" (")[0]), None
        )
        if wanted is not None:
            field.locator("select").select_option(wanted.get_attribute("value"))
        return wanted is not None
    box = field.locator(".box").filter(has=field.page.get_by_text(label, exact=True)).locator("input")
    if box.count() != 1:
        return False
    box.click()
    return True


def _take(chat: Chat, turn: dict[str, Any]) -> None:
    if "say" in turn:
        chat.write(" ".join(turn["say"].split()))
    elif isinstance(turn.get("choose"), list):
        if chat.question.locator("button[type=submit]").count():
            _choose(chat, turn["choose"])
            chat.submit()
        else:
            chat.choose(*turn["choose"])
    elif "choose" in turn:
        chat.choose(turn["choose"])


def test_every_case_but_those_of_the_clock_is_here() -> None:
    assert len(CASES) == 9


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(chat: Chat, path: Path) -> None:
    for turn in yaml.safe_load(path.read_text("utf-8"))["turns"]:
        _take(chat, turn)
        expected = turn.get("expect") or {}
        said = _plain(chat.replies.last.evaluate("one => one.textContent"))
        spaced = _plain(chat.replies.last.inner_text())
        missing = [one for one in expected.get("contains", ()) if _plain(one) not in f"{said} {spaced}"]
        assert not missing
        assert not [one for one in expected.get("not_contains", ()) if _plain(one) in spaced]
    assert chat.violations() == []
