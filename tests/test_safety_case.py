"""The safety case is complete, and every test that it names exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "safety.md").read_text("utf-8")
HAZARDS = dict(re.findall(r"(?ms)^## (H\d\d) .*?\n(.*?)(?=^## |\Z)", TEXT))
TESTS = sorted(set(re.findall(r"`(tests/[^`]+\.py)::(\w+)`", TEXT)))
FILES = sorted(set(re.findall(r"`((?:tests|docs|data)/[^`:]+\.(?:yml|md))`", TEXT)))


@cache
def functions(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_it_has_the_hazards_that_such_a_tool_must_answer_for() -> None:
    assert list(HAZARDS) == [f"H{number:02}" for number in range(1, len(HAZARDS) + 1)]
    assert len(HAZARDS) >= 12


@pytest.mark.parametrize("hazard", HAZARDS)
def test_a_hazard_says_cause_harm_controls_a_test_and_what_is_left_over(hazard: str) -> None:
    text = HAZARDS[hazard]
    for part in ("Cause", "Could lead to", "Controls", "Left over"):
        assert f"- **{part}:** " in text, part
    assert re.search(r"Severity [1-4], likelihood [ABC]\.", text)
    assert re.search(r"`tests/[^`]+::\w+`", text)


@pytest.mark.parametrize(("file", "name"), TESTS)
def test_a_test_that_it_names_exists(file: str, name: str) -> None:
    assert name in functions(file)


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_it_names_exists(file: str) -> None:
    assert (ROOT / file).is_file()
