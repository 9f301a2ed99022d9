"""What a set of exercises lacks: areas, levels, features and groups of topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bot.content.area import ELSEWHERE
from bot.content.load import Content, Problem
from bot.content.model import TIERS
from bot.exercises.load import BALANCE
from bot.exercises.model import Balance, Exercise
from bot.exercises.written import shown_name


def unbalanced(
    exercises: Sequence[Exercise], content: Content, balance: Balance, folder: Path
) -> Iterator[Problem]:
    """A warning for each thing that the set has too few of."""
    file = shown_name(folder / BALANCE)

    def lack(message: str) -> Problem:
        return Problem(file, 1, message, "write an exercise for it, or change one", warning=True)

    if len(exercises) < balance.fewest:
        yield lack(f"the set has {len(exercises)} exercises; {balance.fewest} are wanted")
    features = Counter(feature for one in exercises for feature in one.features)
    for feature, fewest in balance.features.items():
        if features[feature] < fewest:
            yield lack(f"{features[feature]} exercises teach {feature.value}; {fewest} are wanted")
    for area in missing(set(content.partnerships) - {ELSEWHERE}, (one.area for one in exercises)):
        yield lack(f"no exercise takes place in {content.partnerships[area].name}")
    votes = {stage.model.vote.tier for one in exercises for stage in one.stages}
    for tier in TIERS:
        if tier not in votes:
            yield lack(f"no model answer is {tier.value}")
    topics = {topic for one in exercises for topic in one.topics}
    for group in balance.groups:
        if not topics.intersection(group.topics):
            yield lack(f"no exercise is about a topic of {group.name!r}")


def topics_in_groups(content: Content, balance: Balance, folder: Path) -> Iterator[Problem]:
    """Topics that are in no group or in two, and names that are no topic."""
    file = shown_name(folder / BALANCE)
    grouped = Counter(topic for group in balance.groups for topic in group.topics)
    for topic in missing(content.topics, grouped):
        yield Problem(
            file, 1, f"topic {topic!r} is in no group", "add it to the group where people look for it"
        )
    for topic in missing([*grouped, *balance.needs_warning], content.topics):
        yield Problem(file, 1, f"topic {topic!r} does not exist", "use an id of data/guidance/topics.yml")
    for topic, times in grouped.items():
        if times > 1:
            yield Problem(file, 1, f"topic {topic!r} is in {times} groups", "leave it in one")


def missing(wanted: Iterable[str], there: Iterable[str]) -> list[str]:
    """What is wanted and not there, in alphabetical order."""
    return sorted(set(wanted) - set(there))
