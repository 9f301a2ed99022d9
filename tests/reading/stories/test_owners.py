"""Who may be named: masks over indicators and strengths."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from bot.content.load import Content
from bot.content.model import STAFF_TOPIC, Indicator, Route, Tier
from bot.reading.owners import Mask, Owners
from tests.reading.stories.fake import TOPICS, harms_content


def _more(name: str, **told: object) -> Indicator:
    plain = {"statement": name, "domain": "child", "sources": ("practice",), "signs": (name,)}
    return Indicator(id=name, **{**plain, **told})


@pytest.fixture(scope="module")
def content() -> Content:
    small = harms_content()
    more = (
        _more("hit_by_coach", topic=STAFF_TOPIC, also=("physical_abuse",), tier="child_in_need"),
        _more(
            "choking",
            topic="neglect",
            tier="child_protection",
            red_flag=True,
            first_door="emergency",
            urgency="now",
        ),
    )
    indicators = {**small.indicators, **{one.id: one for one in more}}
    return replace(small, indicators=MappingProxyType(indicators))


@pytest.fixture(scope="module")
def names(content: Content) -> list[str]:
    return [*content.indicators, *content.protective]


@pytest.fixture(scope="module")
def owners(content: Content, names: list[str]) -> Owners:
    return Owners(names, (*TOPICS, STAFF_TOPIC), content)


def those(mask: Mask, names: list[str]) -> set[str]:
    assert mask.shape == (len(names),) and mask.dtype == bool
    return {name for name, allowed in zip(names, mask) if allowed}


def test_a_strength_is_no_indicator_and_stands_at_the_lowest_level(owners: Owners, names: list[str]) -> None:
    assert "nan_helps" in those(owners.of_levels((0,)), names) & those(owners.of_tier(0), names)
    for mask in (owners.indicator, owners.plain, owners.red_flag, owners.raising("neglect")):
        assert "nan_helps" not in those(mask, names)


def test_every_owner_has_one_level_and_the_two_highest_tiers_share_one(
    owners: Owners, names: list[str]
) -> None:
    each = [those(owners.of_levels((level,)), names) for level in range(4)]
    assert sum(map(len, each)) == len(names) and set.union(*each) == set(names)
    need, protection = (
        those(owners.of_tier(one.rank), names) for one in (Tier.CHILD_IN_NEED, Tier.CHILD_PROTECTION)
    )
    assert need | protection == each[3] and not need & protection
    assert those(owners.of_levels((1, 2)), names) == each[1] | each[2]


def test_doors_and_red_flags_are_those_of_the_content(
    owners: Owners, names: list[str], content: Content
) -> None:
    told = content.indicators
    assert those(owners.red_flag, names) == {key for key, one in told.items() if one.red_flag}
    doors = {key: one.first_door for key, one in told.items() if one.first_door}
    assert those(owners.of_door(Route.EMERGENCY), names) == {
        key for key, door in doors.items() if door is Route.EMERGENCY
    }
    assert those(owners.of_door(Route.EMERGENCY), names) == {"choking"} != set(doors)
    plain = those(owners.plain, names)
    assert {"no_food", "unclean", "settled"} <= plain
    top = those(owners.of_tier(Tier.CHILD_PROTECTION.rank), names)
    assert not plain & (top | set(doors))


def test_what_is_raised_beside_is_no_topic_of_its_own(owners: Owners, names: list[str]) -> None:
    assert those(owners.staff, names) == those(owners.of_topic(STAFF_TOPIC), names) == {"hit_by_coach"}
    own, raising = owners.of_topic("physical_abuse"), owners.raising("physical_abuse")
    assert those(own, names) == {"hit_by_carer", "smacked"}
    assert those(raising, names) == {"hit_by_carer", "smacked", "hit_by_coach"}
