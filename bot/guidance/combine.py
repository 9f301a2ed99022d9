"""Signs that together mean more than each alone (design rule 5; content/combinations.yml)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from bot.content.area import Area
from bot.content.model import Combination, Part
from bot.guidance.weigh import Weighed


@dataclass(frozen=True)
class Met:
    """A combination of which every part is there, and the ids of the facts that make it up."""

    combination: Combination
    facts: tuple[str, ...]


def combinations_met(
    area: Area, weighed: Iterable[Weighed], vulnerabilities: frozenset[str]
) -> tuple[Met, ...]:
    """Every combination of the area's content that these concerns and vulnerabilities make up.

    Only concerns that count, are more than everyday life and were told take part. Another fact can only
    bring about another combination, never undo one (rule 1).
    """
    needs = [one for one in weighed if one.adds_up]
    here = {one.indicator.id for one in needs} | {one.indicator.topic for one in needs} | vulnerabilities
    found = []
    for combination in area.content.combinations.values():
        if not all(_may_be_there(part, here) for part in combination.parts):
            continue  # most fail here, at a fraction of the cost
        parts = [_facts_of(part, needs, vulnerabilities) for part in combination.parts]
        facts = tuple(dict.fromkeys(chain.from_iterable(parts)))
        least = [part.at_least for part in combination.parts]
        if len(facts) >= sum(least) and all(len(one) >= many for one, many in zip(parts, least)):
            found.append(Met(combination, facts))
    return tuple(found)


def _may_be_there(part: Part, here: set[str]) -> bool:
    return not (
        here.isdisjoint(part.indicators)
        and here.isdisjoint(part.topics)
        and here.isdisjoint(part.vulnerabilities)
    )


def _facts_of(part: Part, needs: list[Weighed], vulnerabilities: frozenset[str]) -> list[str]:
    signs = [
        one.indicator.id
        for one in needs
        if one.indicator.id in part.indicators or one.indicator.topic in part.topics
    ]
    return signs + [key for key in part.vulnerabilities if key in vulnerabilities]
