"""How well whole stories and short notes are placed, on those that nobody learnt from.

They are labelled like the stories of ``data/stories``: a tier and a first route, each perhaps with another
that would be right too, and the harms that an answer has to raise.
"""

from __future__ import annotations

from bench.scoring import Row, share
from bot.content.load import Content
from bot.content.model import Tier

SETS = ("stories", "notes")


def levels(content: Content, row: Row) -> set[int]:
    """The generic levels, 1 to 4, that would be right."""
    return {content.tier(Tier(row[key])).generic_level for key in ("tier", "also") if key in row}


def report_stories(content: Content, rows: list[Row], given: list[Row]) -> None:
    """Print level, first route and harms of stories beside what ``guidance ask --jsonl`` said of them."""
    both = [(row, levels(content, row), answer) for row, answer in zip(rows, given)]
    routes = [{row[key] for key in ("route", "also_route") if key in row} for row in rows]
    raised = [set(answer["flags"]) for answer in given]
    harms = [set(row["harms"]) for row in rows]
    scores = {
        "level right": [answer["level"] in right for _, right, answer in both],
        "route right": [answer["routes"][0] in right for right, answer in zip(routes, given)],
        "placed under": [answer["level"] < min(right) for _, right, answer in both],
        "placed over": [answer["level"] > max(right) for _, right, answer in both],
        "harm recall": [harm in told for told, named in zip(raised, harms) for harm in sorted(named)],
        "harm precision": [harm in named for told, named in zip(raised, harms) for harm in sorted(told)],
        "false alarms": [bool(told) for told, named in zip(raised, harms) if not named],
    }
    for name, hits in scores.items():
        print(f"  {name:16}", share(hits))
    for tier in Tier:
        hits = [answer["level"] in right for row, right, answer in both if row["tier"] == tier.value]
        print(f"    {tier.value:18} level", share(hits))
