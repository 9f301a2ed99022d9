"""What the quality measurements share: labelled rows, shares with their intervals, scores of cases."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import krippendorff
import numpy as np

from bot.guidance.clock import LONDON

Row = dict[str, Any]
FOLDER = Path(__file__).resolve().parents[2] / "shared" / "evaluation"
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=LONDON)
PARTS = (("four fifths", False), ("untouched fifth", True))
ROUTES = {"mash": "front_door"}
SERIOUS = ("emergency", "strategy_discussion", "front_door", "lado", "escalation", "allocated_worker")
HEIGHT = {"universal": 0, "early_help": 1, "strategy_discussion": 3, "emergency": 4}
FRONT_DOOR_HEIGHT = 2


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


def named(routes: list[str]) -> list[str]:
    """Routes by the project's names, in the same order."""
    return [ROUTES.get(route, route) for route in routes]


def height(route: str) -> int:
    """How far up a route goes; lado, escalation and the allocated worker stand beside the front door."""
    return HEIGHT.get(route, FRONT_DOOR_HEIGHT)


def is_dangerous_miss(row: Row, answer: Row) -> bool:
    """An unsafe first route that is too low, or no action today for an emergency."""
    best, main = named(row["expected_routes"])[0], answer["routes"][0]
    too_low = main in named(row["must_not"]) and best in SERIOUS and height(main) < height(best)
    too_late = best == "emergency" and answer["urgency"] not in ("now", "today")
    return too_low or too_late


def report_cases(rows: list[Row], given: list[Row]) -> list[str]:
    """Print level, route and flags of whole situations. Returns the ids of dangerous misses."""
    both = list(zip(rows, given))
    missed = [row["id"] for row, answer in both if is_dangerous_miss(row, answer)]
    scores = {
        "acceptable level": [answer["level"] in row["expected_levels"] for row, answer in both],
        "equal to best": [answer["level"] == row["expected_levels"][0] for row, answer in both],
        "placed under": [answer["level"] < min(row["expected_levels"]) for row, answer in both],
        "placed over": [answer["level"] > max(row["expected_levels"]) for row, answer in both],
        "acceptable route": [answer["routes"][0] in named(row["expected_routes"]) for row, answer in both],
        "best route": [answer["routes"][0] == named(row["expected_routes"])[0] for row, answer in both],
        "must-flag recall": [flag in answer["flags"] for row, answer in both for flag in row["must_flag"]],
        "false alarms": [
            bool(answer["flags"])
            for row, answer in both
            if not row["must_flag"] and named(row["expected_routes"])[0] not in SERIOUS
        ],
        "disproportionate": [
            answer["routes"][0] in named(row["must_not"]) and row["id"] not in missed for row, answer in both
        ],
    }
    pairs = [
        (min(row["expected_levels"], key=lambda level: abs(level - answer["level"])), answer["level"])
        for row, answer in both
    ]
    alpha = krippendorff.alpha(np.array(pairs).T, level_of_measurement="ordinal")
    print(f"  ordinal alpha    {alpha:.3f}")
    for name, hits in scores.items():
        print(f"  {name:16}", share(hits))
    return missed
