"""How well whole stories, short notes and single concerns are placed, on those that nobody learnt from.

They are labelled like the stories of ``data/stories``: a tier and a first route, each perhaps with another
that would be right too, and the harms that an answer has to raise. Of concerns no route is told; ``not_so``
are harms that are named and not so. Messages of danger are labelled with whether somebody is in danger now.
"""

from __future__ import annotations

from bench.scoring import Row, share
from bot.content.load import Content
from bot.content.model import Tier

SETS = ("stories", "notes", "situations")
CONCERNS, PAIRS, DANGER = "concerns", "pairs", "danger"


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


def report_danger(rows: list[Row], given: list[Row]) -> None:
    """Print how often 999 comes first, and action today, where somebody is in danger now and where not."""
    for name, in_danger in (("in danger", True), ("not in danger", False)):
        some = [answer for row, answer in zip(rows, given) if row["danger"] is in_danger]
        print(f"  {name}: 999 first", share(answer["routes"][0] == "emergency" for answer in some))
        print(f"  {name}: today    ", share(answer["urgency"] in ("now", "today") for answer in some))


def report_concerns(content: Content, rows: list[Row], given: list[Row]) -> None:
    """Print level, red flags and harms of concerns beside what ``guidance ask --jsonl`` said of them."""
    both = [(row, min(levels(content, row)), answer) for row, answer in zip(rows, given)]
    acted = [answer["urgency"] in ("now", "today") and answer["level"] > 2 for answer in given]
    scores = {
        "level exact": [answer["level"] == right for _, right, answer in both],
        "within one": [abs(answer["level"] - right) <= 1 for _, right, answer in both],
        "placed under": [answer["level"] < right for _, right, answer in both],
        "placed over": [answer["level"] > right for _, right, answer in both],
        "red-flag recall": [hit for hit, row in zip(acted, rows) if row["red_flag"]],
        "harm recall": [harm in answer["flags"] for row, _, answer in both for harm in row["harms"]],
        "not so, raised": [harm in answer["flags"] for row, _, answer in both for harm in row["not_so"]],
    }
    for name, hits in scores.items():
        print(f"  {name:16}", share(hits))


def report_pairs(content: Content, rows: list[Row], given: list[Row]) -> None:
    """Print how notes are read of which each two have much the same words and only one is so."""
    right = [answer["level"] == min(levels(content, row)) for row, answer in zip(rows, given)]
    told = [_is_told_apart(row, answer) for row, answer in zip(rows, given)]
    print("  level exact      ", share(right))
    print("  level of both    ", share(first and second for first, second in zip(right[::2], right[1::2])))
    print(
        "  harm recall      ",
        share(harm in answer["flags"] for row, answer in zip(rows, given) for harm in row["harms"]),
    )
    print(
        "  not so, raised   ",
        share(harm in answer["flags"] for row, answer in zip(rows, given) for harm in row["not_so"]),
    )
    print("  both told apart  ", share(first and second for first, second in zip(told[::2], told[1::2])))


def _is_told_apart(row: Row, answer: Row) -> bool:
    raised = set(answer["flags"])
    return set(row["harms"]) <= raised and raised.isdisjoint(row["not_so"])
