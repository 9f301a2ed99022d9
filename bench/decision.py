"""How well the decision places whole situations, apart from how well their text is read.

    python -m bench.decision [FOLDER]

FOLDER (default: ../shared/evaluation) holds cases.jsonl. What a practitioner would tick and answer
for each case is in bench/facts/cases.yml, entered without sight of the labels; only that is assessed.
The fifth that nobody develops on is reported apart, and only counted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from bench.scoring import FOLDER, NOW, PARTS, Row, held_back, named, read_rows, report_cases, share
from bot.content.area import Area, area_of
from bot.content.load import load
from bot.guidance import assess
from bot.guidance.entered import situation

FACTS = Path(__file__).with_name("facts") / "cases.yml"


def answer(facts: Row, area: Area) -> Row:
    """What the decision says to one case, in the shape that ``guidance ask --jsonl`` gives."""
    content = area.content
    guidance = assess(situation(facts), area, NOW)
    return {
        "level": content.tier(guidance.tier).generic_level,
        "tier": guidance.tier.value,
        "routes": [one.route.value for one in guidance.routes],
        "urgency": guidance.urgency.value,
        "flags": [topic for topic in guidance.topics if content.topics[topic].flag],
    }


def slices(rows: list[Row]) -> Iterator[tuple[str, list[int]]]:
    """The positions of the rows of each best level, area and tag."""
    groups: dict[str, list[int]] = {}
    for position, row in enumerate(rows):
        for name in (f"level {row['expected_levels'][0]}", row["area"], *row["tags"]):
            groups.setdefault(name, []).append(position)
    yield from sorted(groups.items())


def report_slices(rows: list[Row], given: list[Row]) -> None:
    """Acceptable level and route of each slice: a good total can hide a bad one."""
    for name, positions in slices(rows):
        level = share(given[at]["level"] in rows[at]["expected_levels"] for at in positions)
        route = share(given[at]["routes"][0] in named(rows[at]["expected_routes"]) for at in positions)
        print(f"    {name:26} level {level:32} route {route}")


def main() -> None:
    """Score the entered facts against the labels."""
    rows = read_rows(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER, "cases")
    facts = yaml.safe_load(FACTS.read_text("utf-8"))
    content = load()
    given = [answer(facts[row["id"]], area_of(content, facts[row["id"]]["home"])) for row in rows]
    for title, held in PARTS:
        part = [(row, told) for row, told in zip(rows, given) if held_back(row["id"]) is held]
        if part:
            labelled, told = [row for row, _ in part], [answer for _, answer in part]
            print(f"\ncases entered as facts, {title} ({len(part)})")
            misses = report_cases(labelled, told)
            print(f"  dangerous misses {len(misses)}", "" if held else " ".join(misses))
            if not held:
                report_slices(labelled, told)


if __name__ == "__main__":
    main()
