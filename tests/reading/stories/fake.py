"""Stories heard without an encoder: each sentence is made of what it is to mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
import yaml

from bot.content.load import Content
from bot.content.model import TIERS, Tier, Topic
from bot.content.stories import Story
from bot.reading.hearing import Heard
from bot.reading.meaning import LEVELS, Guess, level_of
from bot.reading.model import Mention, Status
from bot.reading.stretches import Stretch
from tests.reading.conftest import _content

HARMS = ("neglect", "physical_abuse", "domestic_abuse")
TOPICS = (*HARMS, "behaviour")
SAID = {"neglect": "hungry", "physical_abuse": "hit", "domestic_abuse": "afraid of dad"}
ROUTE = dict(zip(TIERS, ("universal", "early_help", "early_help", "front_door", "strategy_discussion")))


def harms_content(harms: Sequence[str] = HARMS) -> Content:
    """The small content of the reading tests, with four topics."""
    topics = {key: Topic(id=key, name=key, flag=key in harms) for key in TOPICS}
    return replace(_content(), topics=MappingProxyType(topics))


def guess(level: int, *about: str) -> Guess:
    """What a sentence at a level, counted from 0, about some topics may mean."""
    chances = [0.9 if one == level else 0.1 / (LEVELS - 1) for one in range(LEVELS)]
    vector = np.zeros(384, np.float32)
    vector[level] = 1
    topics = {topic: 0.9 if topic in about else 0.02 for topic in TOPICS}
    return Guess(tuple(chances), np.zeros(0, np.float32), np.zeros(0, np.float32), topics, vector)


def heard(*sentences: Guess, gone: Sequence[Guess] = (), words: str = "") -> Heard:
    """Sentences that are so, then those that are not; the whole means what the last of them means."""
    told = [(Stretch("so", 0, 2, "so", Status.PRESENT), one) for one in sentences]
    told += [(Stretch("no", 0, 2, "", Status.DENIED), one) for one in gone]
    return Heard(told[-1], tuple(told), tuple(told), (), words)


def sign(indicator: str, status: Status = Status.PRESENT) -> Mention:
    return Mention(indicator, status, "said", 0, 4, 1.0, "sign")


def a_story(tier: Tier, number: int, harms: tuple[str, ...] = ()) -> Story:
    said = ", ".join(SAID[harm] for harm in harms)
    return Story(
        text=f"{tier.value} {number} and he was seen in class this week {said}",
        role="teacher",
        age="5_to_9",
        tier=tier,
        route=ROUTE[tier],
        harms=harms,
    )


def ear(text: str) -> tuple[Heard | None, tuple[Mention, ...]]:
    """Hears the tier that a story of ``a_story`` begins with and the harm that it says."""
    level = level_of(Tier(text.split()[0]))
    about = [harm for harm, words in SAID.items() if words in text]
    return heard(guess(0), guess(level, *about), guess(level), words=text), ()


def dozen(tiers: Iterable[Tier] = TIERS, each: int = 6) -> list[Story]:
    """Of each tier a few, every third of them about each harm."""
    return [
        a_story(tier, number, (HARMS[number % len(HARMS)],) if tier.rank else ())
        for number in range(each)
        for tier in tiers
    ]


def write(stories: Iterable[Story], folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    told = [
        {
            "text": one.text,
            "role": one.role,
            "age": one.age.value,
            "tier": one.tier.value,
            "route": one.route.value,
            "harms": list(one.harms),
        }
        for one in stories
    ]
    (folder / "a.yml").write_text(yaml.safe_dump(told), "utf-8")
    return folder
