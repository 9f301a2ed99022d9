"""How well free text is read and placed, on labelled sets that are not part of the project.

    python bench/quality.py [FOLDER]

FOLDER (default: ../shared/evaluation) holds indicators, cases, negations and pii as JSON
lines; a set that is absent is said to be absent. A fifth of each set, chosen by a hash of
the item's id, is never looked at while developing and is reported apart.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from bot.ask import Asker
from bot.guidance.clock import LONDON
from bot.reading.redact import redact

Row = dict[str, Any]
ROUTES = {"mash": "front_door"}
SERIOUS = ("emergency", "strategy_discussion", "front_door", "lado", "escalation", "allocated_worker")
HEIGHT = {"universal": 0, "early_help": 1}
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=LONDON)


def held_back(identity: str) -> bool:
    """Whether this item belongs to the fifth that nobody develops on."""
    return hashlib.sha256(identity.encode()).digest()[0] % 5 == 0


def read_rows(folder: Path, name: str) -> list[Row]:
    """The rows of one set, or none when it is absent."""
    path = folder / f"{name}.jsonl"
    if not path.exists():
        print(f"{name}: absent")
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def share(hits: Iterable[bool]) -> str:
    """A share with its count and a 95 % bootstrap interval."""
    values = np.array(list(hits), dtype=float)
    if not len(values):
        return "none"
    samples = np.random.default_rng(7).choice(values, (2000, len(values))).mean(axis=1)
    low, high = np.percentile(samples, [2.5, 97.5])
    return f"{values.mean():.3f} ({int(values.sum())}/{len(values)}, {low:.2f} to {high:.2f})"


def weighted_kappa(pairs: list[tuple[int, int]]) -> float:
    """Cohen's kappa with quadratic weights over levels 1 to 4."""
    table = np.zeros((4, 4))
    for truth, given in pairs:
        table[truth - 1, given - 1] += 1
    weights = np.subtract.outer(np.arange(4), np.arange(4)) ** 2
    expected = np.outer(table.sum(1), table.sum(0)) / table.sum()
    return float(1 - (weights * table).sum() / (weights * expected).sum())


def answers(asker: Asker, rows: list[Row]) -> list[Row]:
    """What ``guidance ask --jsonl`` says to each row."""
    keys = ("id", "text", "area", "role", "child_age")
    lines = ({key: row[key] for key in keys if key in row} for row in rows)
    return [json.loads(asker.answer_line(json.dumps(line), NOW)) for line in lines]


def report_indicators(rows: list[Row], given: list[Row]) -> list[str]:
    """Level, under- and over-placement, and red flags of single concerns. Returns misses."""
    pairs = [(row["level"], answer["level"]) for row, answer in zip(rows, given)]
    urgent = [answer["urgency"] in ("now", "today") and answer["level"] >= 3 for answer in given]
    flags = [row["red_flag"] for row in rows]
    print("  level exact     ", share(truth == level for truth, level in pairs))
    print("  within one      ", share(abs(truth - level) <= 1 for truth, level in pairs))
    print(f"  weighted kappa   {weighted_kappa(pairs):.3f}")
    print("  placed under    ", share(level < truth for truth, level in pairs))
    print("  placed over     ", share(level > truth for truth, level in pairs))
    print("  red-flag recall ", share(hit for hit, flag in zip(urgent, flags) if flag))
    print("  nothing read    ", share(not answer["mentions"] for answer in given))
    for level in range(1, 5):
        print(f"    level {level} exact ", share(given == truth for truth, given in pairs if truth == level))
    return [row["id"] for row, answer in zip(rows, given) if row["red_flag"] and answer["level"] <= 2]


def report_cases(rows: list[Row], given: list[Row]) -> list[str]:
    """Level, route, flags, dangerous misses of whole situations. Returns the misses."""
    nearest = []
    route_ok, route_best, recall, false_alarm, missed, over = [], [], [], [], [], []
    for row, answer in zip(rows, given):
        levels = row["expected_levels"]
        nearest.append((min(levels, key=lambda level: abs(level - answer["level"])), answer["level"]))
        expected = [ROUTES.get(route, route) for route in row["expected_routes"]]
        refused = [ROUTES.get(route, route) for route in row["must_not"]]
        main = answer["routes"][0]
        route_ok.append(main in expected)
        route_best.append(main == expected[0])
        recall += [flag in answer["flags"] for flag in row["must_flag"]]
        if not row["must_flag"] and expected[0] in HEIGHT:
            false_alarm.append(bool(answer["flags"]))
        too_low = main in refused and expected[0] in SERIOUS and main in HEIGHT
        too_late = expected[0] == "emergency" and answer["urgency"] not in ("now", "today")
        if too_low or too_late:
            missed.append(row["id"])
        over.append(main in refused and main not in HEIGHT)
    print("  acceptable level", share(truth == level for truth, level in nearest))
    print("  placed under    ", share(level < truth for truth, level in nearest))
    print("  placed over     ", share(level > truth for truth, level in nearest))
    print("  acceptable route", share(route_ok))
    print("  best route      ", share(route_best))
    print("  must-flag recall", share(recall))
    print("  false alarms    ", share(false_alarm))
    print("  disproportionate", share(over))
    return missed


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
    default = Path(__file__).resolve().parents[2] / "shared" / "evaluation"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    asker = Asker.load()
    reports: dict[str, Callable[[list[Row], list[Row]], list[str]]] = {
        "indicators": report_indicators,
        "cases": report_cases,
        "negations": report_negations,
    }
    for name, report in reports.items():
        rows = read_rows(folder, name)
        given = answers(asker, rows)
        for title, held in (("four fifths", False), ("untouched fifth", True)):
            part = [(row, answer) for row, answer in zip(rows, given) if held_back(row["id"]) is held]
            if part:
                print(f"\n{name}, {title} ({len(part)})")
                misses = report([row for row, _ in part], [answer for _, answer in part])
                if name != "negations":
                    print(f"  dangerous misses {len(misses)}", "" if held else " ".join(misses))
    rows = read_rows(folder, "pii")
    for title, held in (("four fifths", False), ("untouched fifth", True)):
        part = [row for row in rows if held_back(row["id"]) is held]
        if part:
            print(f"\npii, {title} ({len(part)})")
            report_pii(part)


if __name__ == "__main__":
    main()
