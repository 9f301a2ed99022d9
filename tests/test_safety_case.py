"""The safety case and the threat model are complete, and every test that they name exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "safety.md").read_text("utf-8")
HAZARDS = dict(re.findall(r"(?ms)^## (H\d\d) .*?\n(.*?)(?=^## |\Z)", TEXT))
SECURITY = (ROOT / "docs" / "security.md").read_text("utf-8")
BOUNDARIES = dict(re.findall(r"(?ms)^## (\d .*?)\n(.*?)(?=^## )", SECURITY))
DEPENDENCIES = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
TESTS = sorted(set(re.findall(r"`(tests/[^`]+\.py)::(\w+)`", TEXT + SECURITY + DEPENDENCIES)))
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


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_a_boundary_has_threats_with_control_proof_and_what_is_left(boundary: str) -> None:
    rows = [line for line in BOUNDARIES[boundary].splitlines() if line.startswith("| ")]
    assert rows[0] == "| | threat | control | proof | left |"
    for row in rows[1:]:
        letter, *told = (cell.strip() for cell in row.strip("|").split("|"))
        assert letter in "STRIDE" and len(letter) == 1, row
        assert len(told) == 4 and all(told), row
    assert {row[2] for row in rows[1:]} >= {"S", "T", "I"}


@pytest.mark.parametrize(("file", "name"), TESTS)
def test_a_test_that_it_names_exists(file: str, name: str) -> None:
    assert name in functions(file)


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_it_names_exists(file: str) -> None:
    assert (ROOT / file).is_file()
