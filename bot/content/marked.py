"""The marked texts of data/redaction: invented, with each piece of personal data marked by hand.

They teach what is taken out before anything is stored, and are never shown: no part of ``Content``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bot.content.load import ContentError, Problem

MARKED_FOLDER = Path(__file__).resolve().parents[2] / "data" / "redaction"
# each kind of mark, and the placeholder that stands for it
PLACEHOLDERS = {
    "name": "name",
    "professional_name": "name",
    "school": "place",
    "organisation": "place",
    "address": "address",
    "postcode": "postcode",
    "dob": "date",
    "phone": "phone",
    "email": "email",
    "nhs_number": "number",
    "reference": "reference",
    "handle": "handle",
    "vehicle": "vehicle",
}
_MARK = re.compile(r"\[\[(\w+):(.+?)\]\]")
_EXPLAINED = "docs/content.md, Marked texts, explains the marks"


class Mark(NamedTuple):
    """Where personal data stands in a text, and what takes its place."""

    start: int
    end: int
    placeholder: str


class MarkedText(NamedTuple):
    """A text without its marks, and where they stood, in order."""

    text: str
    marks: tuple[Mark, ...]


def read_marked(folder: Path = MARKED_FOLDER) -> list[MarkedText]:
    """Every text, in the order of the files' names. Raises ContentError with whatever is no good."""
    if wrong := marked_problems(folder):
        raise ContentError(wrong)
    return [_unmarked(line) for _, _, line in _lines(folder)]


def marked_problems(folder: Path = MARKED_FOLDER) -> list[Problem]:
    """Texts whose marks cannot be read, and texts that stand twice."""
    problems, seen = [], set()
    for file, number, line in _lines(folder):
        unknown = [kind for kind, _ in _MARK.findall(line) if kind not in PLACEHOLDERS]
        if unknown or re.search(r"\[\[|\]\]", _MARK.sub("", line)):
            wrong = f"unknown: {', '.join(unknown)}" if unknown else "a mark is not closed, or not opened"
            problems.append(Problem(file, number, wrong, _EXPLAINED))
        if line in seen:
            problems.append(Problem(file, number, "this text stands twice", "delete one of the two"))
        seen.add(line)
    return problems


def fingerprint_of_marked(folder: Path = MARKED_FOLDER) -> str:
    """Another one when any text changes."""
    contents = hashlib.sha256()
    for path in _files(folder):
        contents.update(path.read_bytes())
    return contents.hexdigest()


def _unmarked(line: str) -> MarkedText:
    pieces: list[str] = []
    marks: list[Mark] = []
    at = long = 0
    for found in _MARK.finditer(line):
        pieces += [line[at : found.start()], found[2]]
        long += found.start() - at
        marks.append(Mark(long, long + len(found[2]), PLACEHOLDERS[found[1]]))
        long, at = marks[-1].end, found.end()
    return MarkedText("".join([*pieces, line[at:]]), tuple(marks))


def _lines(folder: Path) -> Iterator[tuple[str, int, str]]:
    for path in _files(folder):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.strip():
                yield path.name, number, line.strip()


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.txt"))
