"""``guidance redact`` as it is run: one text, a file, standard input, and what it says to bad lines."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from bot.cli import main


def run(*arguments: str, given: str | None = None) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["redact", *arguments], input=given)


def test_one_text() -> None:
    result = run("Kian, 9, lives at 3 Fell Lane")
    assert (result.exit_code, result.output) == (0, "[name], 9, lives at [address]\n")


def test_a_file_of_lines_comes_back_in_order_with_ids_and_nothing_else(tmp_path: Path) -> None:
    lines = tmp_path / "in.jsonl"
    lines.write_text(
        '{"id": "a", "text": "Aoife has no coat", "by": "J Marsh"}\n\n{"id": 2, "text": "No lunch again"}\n'
    )
    result = run("--jsonl", str(lines))
    assert result.exit_code == 0
    assert [json.loads(line) for line in result.output.splitlines()] == [
        {"id": "a", "text": "[name] has no coat"},
        {"id": 2, "text": "No lunch again"},
    ]


def test_standard_input() -> None:
    result = run("--jsonl", "-", given='{"id": 1, "text": "ring 07700 900123"}\n')
    assert json.loads(result.output) == {"id": 1, "text": "ring [phone]"}


def test_a_bad_line_stops_it_and_is_named_but_never_repeated() -> None:
    for bad in ('{"id": 1, "text": ["Zofia"]}', '{"text": "Zofia"}', '"Zofia"', "Zofia {"):
        result = run("--jsonl", "-", given='{"id": 0, "text": "fine"}\n' + bad)
        assert result.exit_code == 1
        assert "line 2: each line needs" in result.output
        assert "Zofia" not in result.output


def test_nothing_given_is_a_wrong_use() -> None:
    assert run().exit_code == 2
    assert run("--jsonl", "no/such/file").exit_code == 2
