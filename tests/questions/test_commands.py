"""``guidance answer`` and ``guidance questions``."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.reading.answer import Found
from bot.settings import settings
from bot.store import connect, upgrade
from bot.store.unanswered import note

WHO = {"id": "q1", "question": "who has to be at a strategy discussion", "area": "bolton"}
RAIN = {"id": 2, "question": "what's the weather tomorrow"}


def run(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(main, arguments, input=given)


def test_many_questions_are_answered_line_by_line() -> None:
    result = run("answer", "--jsonl", "-", given=f"{json.dumps(WHO)}\n\n{json.dumps(RAIN)}\n")
    assert result.exit_code == 0, result.stderr
    known, declined = map(json.loads, result.stdout.splitlines())
    assert known.keys() == declined.keys() == {"id", "answer", "source", "in_scope", "confidence"}
    assert known["id"] == "q1" and "police" in known["answer"] and known["source"] and known["in_scope"]
    assert declined["id"] == 2 and not declined["in_scope"] and declined["source"] is None


def test_one_question_is_answered_in_words() -> None:
    result = run("answer", "How soon must a strategy discussion take place?", "--area", "bolton")
    assert result.exit_code == 0 and "one working day" in result.stdout
    assert "Supporting Best Practice" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "given", "said", "code"),
    [
        (["answer"], "", "Give a question", 2),
        (["answer", "--jsonl", "-"], "not json\n", "one is none", 1),
        (["answer", "--jsonl", "-"], '{"id": 1}\n', "each line needs", 1),
        (["answer", "what is a strat", "--area", "atlantis"], "", "no area is called 'atlantis'", 1),
    ],
)
def test_what_cannot_be_read_says_what_to_do(arguments: list[str], given: str, said: str, code: int) -> None:
    result = run(*arguments, given=given)
    assert result.exit_code == code and said in result.stderr


def test_names_in_a_question_are_taken_out_before_it_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def look_up(question: str, *_: object) -> Found:
        asked.append(question)
        return Found(0.0, ())

    monkeypatch.setattr("bot.questions.find", look_up)
    run("answer", "is Jayden Whitlock on a plan")
    assert asked == ["is [name] on a plan"]


def test_the_questions_that_can_be_answered_are_listed() -> None:
    assert "strategy_discussion_attendance: Who has to be at" in run("questions").stdout


def test_unanswered_questions_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"sqlite:///{tmp_path / 'guidance.db'}"
    monkeypatch.setenv("DATABASE_URL", address)
    settings.cache_clear()
    assert "No question is waiting" in run("questions", "--unanswered").stdout
    engine = connect(address)
    upgrade(engine)
    note(engine, "who feeds the cat", "bolton", date(2026, 3, 9))
    listed = run("questions", "--unanswered").stdout
    settings.cache_clear()
    assert listed.strip() == "1 x  2026-03-09  bolton  who feeds the cat"


@pytest.mark.parametrize("command", ["answer", "questions"])
def test_help_says_what_a_command_does(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0 and "question" in result.stdout.lower()
