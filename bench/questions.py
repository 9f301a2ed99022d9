"""How well process questions are answered, on a labelled set that is not part of the project.

    python -m bench.questions [FOLDER]

FOLDER (default: ../shared/evaluation) holds questions.jsonl; its README says how an answer is scored.
A fifth, chosen by a hash of the item's id, is never looked at while developing and is reported apart.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from statistics import median

from bench.scoring import FOLDER, PARTS, Row, held_back, read_rows, share
from bot.questions import Answerer

_SHORT = 3  # characters: an alternative this short counts only as a whole word
_SPELT_ALIKE = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', **dict.fromkeys("‐‑‒–—−", "-")})


def plain(text: str) -> str:
    """A text as it is compared: one kind of space, dash and quote, in lower case."""
    return re.sub(r"\s*-+\s*", "-", " ".join(text.translate(_SPELT_ALIKE).lower().split()))


def contains(answer: str, element: str) -> bool:
    """Whether an answer meets one element of ``must_contain``; ``a|b`` means either."""
    return any(_holds(plain(answer), plain(alternative)) for alternative in element.split("|"))


def _holds(answer: str, wanted: str) -> bool:
    if len(wanted) <= _SHORT or wanted.replace(".", "").replace(",", "").isdigit():
        return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", answer) is not None
    return wanted in answer


def is_right(row: Row, given: Row) -> bool:
    """Whether every element that the answer must contain is there."""
    return all(contains(given["answer"], element) for element in row["must_contain"])


def report(rows: list[Row], given: list[Row]) -> None:
    """Print what share is right, declined, wrongly declined and not known, and how long answers are."""
    both = list(zip(rows, given))
    asked = [(row, answer) for row, answer in both if not row.get("out_of_scope")]
    outside = [answer for row, answer in both if row.get("out_of_scope")]
    print("  right answer    ", share(is_right(row, answer) for row, answer in asked))
    answered = [(row, answer) for row, answer in asked if answer["source"]]
    print("    when answered ", share(is_right(row, answer) for row, answer in answered))
    print("  not known       ", share(not answer["source"] and answer["in_scope"] for _, answer in asked))
    print("  wrongly declined", share(not answer["in_scope"] for _, answer in asked))
    print("  out of scope: declined", share(not answer["source"] for answer in outside))
    print("    and said to be so   ", share(not answer["in_scope"] for answer in outside))
    words = median(len(answer["answer"].split()) for answer in given)
    print(f"  median words     {words:.0f}")


def main() -> None:
    """Report both parts of the set."""
    rows = read_rows(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER, "questions")
    answerer = Answerer.load()
    lines = ({key: row[key] for key in ("id", "question", "area") if key in row} for row in rows)
    given = [json.loads(answerer.answer_line(json.dumps(line))) for line in lines]
    for title, held in PARTS:
        part = [(row, answer) for row, answer in zip(rows, given) if held_back(row["id"]) is held]
        if part:
            print(f"\nquestions, {title} ({len(part)})")
            report([row for row, _ in part], [answer for _, answer in part])


if __name__ == "__main__":
    main()
