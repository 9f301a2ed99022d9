"""How well free text is read and placed, on labelled sets that are not part of the project.

    python -m bench.quality [FOLDER]

FOLDER (default: ../shared/evaluation) holds indicators, cases, negations, pii, stories, notes,
situations, concerns, pairs and danger as JSON lines; a set that is absent is said to be absent.
A fifth of each set, chosen by a hash of the item's id, is never looked at while developing and is reported
apart; the last six are reported as a whole.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path

import krippendorff
import numpy as np

from bench.scoring import FOLDER, NOW, PARTS, Row, held_back, read_rows, report_cases, share
from bench.stories import (
    CONCERNS,
    DANGER,
    PAIRS,
    SETS,
    report_concerns,
    report_danger,
    report_pairs,
    report_stories,
)
from bot.ask import Asker
from bot.content.load import Content
from bot.reading.redact import redact


def weighted_kappa(pairs: list[tuple[int, int]]) -> float:
    """Cohen's kappa with quadratic weights over levels 1 to 4."""
    table = np.zeros((4, 4))
    for truth, given in pairs:
        table[truth - 1, given - 1] += 1
    weights = np.subtract.outer(np.arange(4), np.arange(4)) ** 2
    expected = np.outer(table.sum(1), table.sum(0)) / table.sum()
    return float(1 - (weights * table).sum() / (weights * expected).sum())


def ordinal_alpha(pairs: list[tuple[int, int]]) -> float:
    """Krippendorff's alpha of two raters on the ordered levels 1 to 4."""
    return float(krippendorff.alpha(np.array(pairs).T, level_of_measurement="ordinal"))


def answers(asker: Asker, rows: list[Row]) -> list[Row]:
    """What ``guidance ask --jsonl`` says to each row."""
    keys = ("id", "text", "area", "role", "child_age")
    lines = ({key: row[key] for key in keys if key in row} for row in rows)
    return [json.loads(asker.answer_line(json.dumps(line), NOW)) for line in lines]


def report_indicators(content: Content, rows: list[Row], given: list[Row]) -> list[str]:
    """Level, under- and over-placement, and red flags of single concerns. Returns misses.

    What is acted on today is more than red flags: any level 4 has to be. What is named by a red flag, less.
    """
    pairs = [(row["level"], answer["level"]) for row, answer in zip(rows, given)]
    urgent = [answer["urgency"] in ("now", "today") and answer["level"] >= 3 for answer in given]
    red = {key for key, one in content.indicators.items() if one.red_flag}
    named = [
        any(one["indicator"] in red for one in answer["mentions"] if one["status"] == "present")
        for answer in given
    ]
    flags = [row["red_flag"] for row in rows]
    print("  level exact     ", share(truth == level for truth, level in pairs))
    print("  within one      ", share(abs(truth - level) <= 1 for truth, level in pairs))
    print(f"  weighted kappa   {weighted_kappa(pairs):.3f}")
    print("  placed under    ", share(level < truth for truth, level in pairs))
    print("  placed over     ", share(level > truth for truth, level in pairs))
    print(f"  ordinal alpha    {ordinal_alpha(pairs):.3f}")
    print("  red-flag recall ", share(hit for hit, flag in zip(urgent, flags) if flag))
    print("  red-flag precision", share(flag for hit, flag in zip(urgent, flags) if hit))
    print("  named: recall   ", share(hit for hit, flag in zip(named, flags) if flag))
    print("  named: precision", share(flag for hit, flag in zip(named, flags) if hit))
    print("  nothing read    ", share(not answer["mentions"] for answer in given))
    for level in range(1, 5):
        print(f"    level {level} exact ", share(given == truth for truth, given in pairs if truth == level))
    for domain in sorted({row["domain"] for row in rows}):
        inside = [pair for row, pair in zip(rows, pairs) if row["domain"] == domain]
        print(f"    {domain:18} exact", share(truth == level for truth, level in inside))
    return [row["id"] for row, answer in zip(rows, given) if row["red_flag"] and answer["level"] <= 2]


def report_negations(rows: list[Row], given: list[Row]) -> list[str]:
    """Is a named flag raised when it should be, and only then? Returns nothing to name."""
    raised = [
        any(m["topic"] == row["flag"] and m["status"] == "present" for m in answer["mentions"])
        for row, answer in zip(rows, given)
    ]
    print("  recall          ", share(hit for hit, row in zip(raised, rows) if row["flag_expected"]))
    print("  false alarms    ", share(hit for hit, row in zip(raised, rows) if not row["flag_expected"]))
    kinds = defaultdict(list)
    for hit, row in zip(raised, rows):
        kinds[row["kind"], row["flag_expected"]].append(hit)
    for (kind, expected), hits in sorted(kinds.items()):
        print(f"    {kind} ({'raise' if expected else 'do not'})", share(hits))
    return []


def report_pii(rows: list[Row]) -> None:
    """Personal data removed, other words kept."""
    texts = [redact(row["text"]) for row in rows]
    print(
        "  recall          ", share(part not in text for row, text in zip(rows, texts) for part in row["pii"])
    )
    print("  kept            ", share(word in text for row, text in zip(rows, texts) for word in row["keep"]))


def main() -> None:
    """Report every set, the held-back fifth apart."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    asker = Asker.load()
    reports: dict[str, Callable[[list[Row], list[Row]], list[str]]] = {
        "indicators": partial(report_indicators, asker.content),
        "cases": report_cases,
        "negations": report_negations,
    }
    for name, report in reports.items():
        rows = read_rows(folder, name)
        given = answers(asker, rows)
        for title, held in PARTS:
            part = [(row, answer) for row, answer in zip(rows, given) if held_back(row["id"]) is held]
            if part:
                print(f"\n{name}, {title} ({len(part)})")
                misses = report([row for row, _ in part], [answer for _, answer in part])
                if name != "negations":
                    print(f"  dangerous misses {len(misses)}", "" if held else " ".join(misses))
    for name in SETS:
        if rows := read_rows(folder, name):
            print(f"\n{name} ({len(rows)})")
            told = [{**row, "child_age": row["age"]} for row in rows]
            report_stories(asker.content, rows, answers(asker, told))
    if rows := read_rows(folder, CONCERNS):
        print(f"\n{CONCERNS} ({len(rows)})")
        report_concerns(asker.content, rows, answers(asker, rows))
    if rows := read_rows(folder, PAIRS):
        print(f"\n{PAIRS} ({len(rows)})")
        report_pairs(asker.content, rows, answers(asker, rows))
    if rows := read_rows(folder, DANGER):
        print(f"\n{DANGER} ({len(rows)})")
        report_danger(rows, answers(asker, rows))
    rows = read_rows(folder, "pii")
    for title, held in PARTS:
        part = [row for row in rows if held_back(row["id"]) is held]
        if part:
            print(f"\npii, {title} ({len(part)})")
            report_pii(part)


if __name__ == "__main__":
    main()
