"""What the check says of process questions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.content.check import check
from tests.content.small import edit

TODAY = date(2026, 11, 22)
Change = Callable[[list[dict[str, Any]]], object]


def said(content: Path) -> str:
    problems = check(content, TODAY)
    return "\n".join(str(one) for one in problems if "sealed" not in one.message)


def add(**fields: Any) -> Change:
    """One more family like the first, with other words."""
    phrasings = ["apples for lunch", "which bus goes there", "a nurse wants tea", "sing", "shoes too small"]
    new = {"id": "second", "subject": "second", "phrasings": phrasings, **fields}
    return lambda items: items.append({**items[0], **new})


@pytest.mark.parametrize(
    ("file", "change", "message"),
    [
        ("questions/all.yml", lambda items: items[0]["phrasings"].pop(), "answer_time: 4 phrasings"),
        ("out_of_scope.yml", lambda items: items[0]["phrasings"].pop(), "weather: 4 phrasings"),
        (
            "questions/all.yml",
            lambda items: items[0].update(next=["nothing_like_it"]),
            "next 'nothing_like_it' does not exist",
        ),
        ("questions/all.yml", lambda items: items[0].update(area="narnia"), "area 'narnia' does not exist"),
        (
            "questions/all.yml",
            lambda items: items[0].update(sources=["no_book"]),
            "source 'no_book' does not exist",
        ),
        (
            "questions/all.yml",
            lambda items: items[0].update(answer="Ring {nobody_fills_this}."),
            "nothing fills {nobody_fills_this}",
        ),
        ("questions/all.yml", add(subject="answer_time"), "answer_time has the same subject and area"),
        (
            "questions/all.yml",
            add(phrasings=["when no call yet, is that normal", "b", "c c", "d d d", "e e e e"]),
            "is nearly 'no call yet, is that normal' of answer_time",
        ),
        (
            "out_of_scope.yml",
            lambda items: items[0].update(answer="Ring 01234 567890."),
            "a phone number without a source",
        ),
        ("questions/all.yml", lambda items: items[0].update(answer="Ask the XYZQ."), "XYZQ is not explained"),
    ],
)
def test_a_fault_is_named(small: Path, file: str, change: Change, message: str) -> None:
    edit(small, file, change)
    assert message in said(small)


def test_a_sound_family_is_not_complained_of(small: Path) -> None:
    edit(small, "questions/all.yml", add(ask="What is in the bag?"))
    assert said(small) == ""


def test_an_answer_for_one_area_only_is_warned_of_unless_the_question_names_it(small: Path) -> None:
    (small / "partnerships" / "southtown.yml").write_text(
        (small / "partnerships" / "elsewhere.yml")
        .read_text()
        .replace("elsewhere", "southtown")
        .replace("Northtown", "Southtown")
    )
    edit(small, "questions/all.yml", lambda items: items[0].update(area="southtown"))
    assert "warning: answer_time: only Southtown answers 'answer_time'" in said(small)
    edit(small, "questions/all.yml", lambda items: items[0].update(ask="When does Southtown answer?"))
    assert "only Southtown" not in said(small)
