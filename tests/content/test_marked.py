"""Whoever adds a marked text is told what is wrong with it and where."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from stdnum.gb import nhs

from bot.content.load import ContentError
from bot.content.marked import MARKED_FOLDER, Mark, fingerprint_of_marked, marked_problems, read_marked

NHS_DIGITS = 10
GOOD = "rang [[name:tomasz]]s mum, [[school:hollin lane]] know"


def written(folder: Path, *lines: str) -> Path:
    (folder / "a.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def test_every_text_of_the_project_is_good() -> None:
    assert marked_problems() == []
    assert len(read_marked()) > 5000


def test_marks_stand_where_the_words_stand(tmp_path: Path) -> None:
    [one] = read_marked(written(tmp_path, GOOD))
    assert one.text == "rang tomaszs mum, hollin lane know"
    assert one.marks == (Mark(5, 11, "name"), Mark(18, 29, "place"))
    assert [one.text[start:end] for start, end, _ in one.marks] == ["tomasz", "hollin lane"]


def test_a_text_without_marks_is_one_with_nothing_personal(tmp_path: Path) -> None:
    [one] = read_marked(written(tmp_path, "mark on his arm, amber on the tool"))
    assert one.marks == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("rang [[nmae:tomasz]] today", "nmae"),
        ("rang [[name:tomasz] today", "not closed"),
        ("rang name:tomasz]] today", "not closed"),
        ("rang [[tomasz]] today", "not closed"),
        (GOOD, "twice"),
    ],
)
def test_a_bad_text_is_told_with_its_place(tmp_path: Path, line: str, message: str) -> None:
    folder = written(tmp_path, GOOD, "", line)
    [problem] = marked_problems(folder)
    assert (problem.file, problem.line) == ("a.txt", 3)
    assert message in problem.message and problem.mend
    with pytest.raises(ContentError):
        read_marked(folder)


def test_the_fingerprint_is_another_one_when_a_text_changes(tmp_path: Path) -> None:
    before = fingerprint_of_marked(written(tmp_path, GOOD))
    assert before == fingerprint_of_marked(tmp_path)
    assert before != fingerprint_of_marked(written(tmp_path, GOOD + " now"))


def test_numbers_and_mail_cannot_be_anyones() -> None:
    """Telephones of Ofcom's drama ranges, NHS numbers of the test range, mail in .example."""
    drama = re.compile(r"(07700900|01632960|03069990|02079460|01[1-6]\d4960)\d{3}")
    for kind, text in re.findall(r"\[\[(phone|nhs_number|email):(.+?)\]\]", _every_line()):
        digits = re.sub(r"\D", "", text.replace("+44", "0"))
        if kind == "phone":
            assert drama.fullmatch(digits), text
        if kind == "nhs_number" and len(digits) == NHS_DIGITS:
            assert digits.startswith("999") or not nhs.is_valid(digits), text
        if kind == "email":
            assert text.lower().rstrip(".").endswith(".example"), text


def _every_line() -> str:
    return "\n".join(path.read_text("utf-8") for path in MARKED_FOLDER.glob("*.txt"))
