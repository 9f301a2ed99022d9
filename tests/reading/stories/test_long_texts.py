"""Whole stories, read with everything: composed of the content's own sentences, so that none is anybody's."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from bot.content.load import Content
from bot.content.model import STAFF_TOPIC, Indicator, Tier
from bot.reading import Reader, Status
from bot.reading.model import Mention

SEEDS = range(12)
TELLING = (Status.PRESENT, Status.HYPOTHETICAL)  # it counts, or it is asked about


@pytest.fixture(scope="session")
def ordinary(project: Content, signs_alone: Reader) -> list[str]:
    """Everyday sentences in which no sign finds who works with children, or harm for sure."""
    everyday = [
        _sentence(text)
        for one in project.indicators.values()
        if one.tier is Tier.UNIVERSAL
        for text in project.examples(one)
    ]
    some = random.Random(1).sample(everyday, 150)
    return [text for text in some if not _grave(project, signs_alone.read(text).mentions)]


@pytest.fixture(scope="session")
def flagged(project: Content, signs_alone: Reader) -> list[tuple[Indicator, str]]:
    """Red flags with an example in which their own sign finds them present."""
    red = [one for one in project.indicators.values() if one.red_flag]
    random.Random(1).shuffle(red)
    return [
        (one, _sentence(text))
        for one in red[: 3 * len(SEEDS)]
        for text in project.examples(one)[:1]
        if one.id in _of(signs_alone.read(text).mentions, Status.PRESENT)
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_red_flag_that_a_sign_finds_is_not_lost_in_a_long_story(
    understood: Reader, ordinary: list[str], flagged: list[tuple[Indicator, str]], seed: int
) -> None:
    flag, said = flagged[seed]
    rng = random.Random(seed)
    story = rng.sample(ordinary, 5)
    story.insert(rng.randrange(len(story) + 1), said)
    mentions = understood.read(" ".join(story)).mentions
    assert flag.id in _of(mentions, *TELLING), story


@pytest.mark.parametrize("seed", SEEDS)
def test_ordinary_sentences_alone_are_not_placed_at_the_highest_level(
    project: Content, understood: Reader, signs_alone: Reader, ordinary: list[str], seed: int
) -> None:
    """Unless the sentences together make a sign: a baby here and a bruise there."""
    rng = random.Random(seed)
    stories = (" ".join(rng.sample(ordinary, 6)) for _ in range(5))
    story = next(one for one in stories if not _grave(project, signs_alone.read(one).mentions))
    present = _of(understood.read(story).mentions, Status.PRESENT)
    assert max((project.indicators[one].tier.rank for one in present), default=0) < Tier.CHILD_IN_NEED.rank


def test_who_works_with_children_stays_present_however_calmly_it_is_told(
    project: Content, understood: Reader, ordinary: list[str]
) -> None:
    for seed in range(3):
        before = random.Random(seed).sample(ordinary, 5)
        story = " ".join((*before, "A teaching assistant slapped a boy's hand."))
        present = _of(understood.read(story).mentions, Status.PRESENT)
        assert STAFF_TOPIC in {topic for one in present for topic in project.indicators[one].topics}, story


def test_the_same_story_twice_has_the_same_answer(
    understood: Reader, ordinary: list[str], flagged: list[tuple[Indicator, str]]
) -> None:
    one = " ".join((*ordinary[:4], flagged[0][1]))
    other = " ".join((*ordinary[4:8], flagged[1][1]))
    first = understood.read(one)
    assert understood.read(other) != first == understood.read(one)


def test_what_is_said_stands_in_the_story(understood: Reader, flagged: list[tuple[Indicator, str]]) -> None:
    reading = understood.read(" ".join(said for _, said in flagged[:5]))
    assert reading.mentions
    for one in reading.mentions:
        assert reading.text[one.start : one.end] == one.text != "" and 0 < one.confidence <= 1
        assert isinstance(one.confidence, float)


@pytest.mark.parametrize("text", ["a. b. c. d. e.", "No. No. No. No. No. No.", "? ? ? ? ?", "1. 2. 3. 4. 5."])
def test_many_sentences_that_say_nothing_raise_nothing(understood: Reader, text: str) -> None:
    assert _of(understood.read(text).mentions, Status.PRESENT) == set()


def _sentence(text: str) -> str:
    return f"{text.rstrip('.')}."


def _of(mentions: Iterable[Mention], *statuses: Status) -> set[str]:
    return {one.indicator for one in mentions if one.status in statuses}


def _grave(content: Content, mentions: Iterable[Mention]) -> bool:
    found = [content.indicators[one] for one in _of(mentions, Status.PRESENT)]
    return any(one.red_flag or STAFF_TOPIC in one.topics for one in found)
