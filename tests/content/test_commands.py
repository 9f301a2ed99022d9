"""The content commands as a safeguarding lead runs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from tests.content.small import edit, item


def run(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, arguments)


@pytest.fixture(autouse=True)
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small content was signed in November 2026."""
    import bot.cli
    import bot.content.check

    class Day(bot.cli.date):
        @classmethod
        def today(cls) -> bot.cli.date:
            return cls(2026, 11, 22)

    monkeypatch.setattr(bot.cli, "date", Day)
    monkeypatch.setattr(bot.content.check, "date", Day)


def test_check_says_that_all_is_well(small: Path):
    result = run("check", "--folder", str(small))
    assert result.exit_code == 0 and "0 errors, 0 warnings." in result.output


def test_a_signed_content_passes_for_release(small: Path):
    result = run("check", "--release", "--folder", str(small))
    assert result.exit_code == 0 and "0 reasons against a release." in result.output


def test_an_unsigned_one_fails_and_says_who_must_sign(small: Path):
    edit(small, "indicators/all.yml", lambda entries: item(entries, "hungry").pop("signed"))
    run("check", "--seal", "--folder", str(small))
    result = run("check", "--release", "--folder", str(small))
    assert result.exit_code == 1
    assert "hungry: unsigned; the named nurse must sign it" in result.output
    assert "indicators          1  named nurse" in result.output


def test_a_change_that_nobody_reviewed_fails(small: Path):
    edit(small, "wording/all.yml", lambda texts: texts.update(thanks="Many thanks."))
    result = run("check", "--release", "--folder", str(small))
    assert result.exit_code == 1
    assert "nobody has reviewed the content as it is now within a year" in result.output


def test_reviews_that_cannot_be_read_are_an_error(small: Path):
    edit(small, "reviews.yml", lambda it: it["reviews"][0].update(name="a person"))
    result = run("check", "--folder", str(small))
    assert result.exit_code == 1 and "reviews.yml:" in result.output


def test_unusable_content_is_said_once(small: Path):
    (small / "roles.yml").unlink()
    result = run("check", "--release", "--folder", str(small))
    assert result.exit_code == 1 and result.output.count("the file is missing") == 1


def test_draw_writes_a_page_a_domain(small: Path, tmp_path: Path):
    result = run("draw", "--folder", str(small), "--out", str(tmp_path / "pictures"))
    assert result.exit_code == 0 and result.output.count("Wrote ") == 4
    assert len(list((tmp_path / "pictures").glob("*.svg"))) == 4


def test_diff_with_a_folder_and_with_nothing_known(small: Path):
    assert run("diff", "--folder", str(small), str(small)).output == "Nothing changed.\n"
    result = run("diff", "--folder", str(small), "an_edition")
    assert result.exit_code == 1 and result.output.startswith("Error: ")
