"""What becomes of signs, and what is added, once it is known how likely each tier and harm of a story is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from bot.content.load import Content
from bot.content.model import STAFF_TOPIC, TIERS, Route, Tier
from bot.reading import Reader, Status
from bot.reading.hearing import Heard
from bot.reading.meaning import Meaning
from bot.reading.model import Facts, Mention
from bot.reading.naming import METHOD
from bot.reading.owners import Owners
from bot.reading.stories.judge import StoryJudge
from bot.reading.stories.likely import Likely
from tests.reading.stories.fake import sign

STORY = (
    "He is in Year 4 and likes football. He told his teacher that there was nothing in the fridge. "
    "Mum has been low since the summer. She came in to talk to us about it. His sister is at nursery."
)
NONE: Mapping[str, float] = MappingProxyType({})

Weigh = Callable[..., "list[Mention]"]
WeighBy = Callable[..., Mention]


class Sure:
    """Weights that are sure of a tier, of a route and of some harms."""

    def __init__(self, told: Likely) -> None:
        self._told = told

    def likely(self, heard: Heard, found: object) -> Likely:
        return self._told


class ByWords:
    """Weights that are sure by the words they hear."""

    def __init__(self, told: Callable[[str], Likely]) -> None:
        self._told = told

    def likely(self, heard: Heard, found: object) -> Likely:
        return self._told(heard.words)


@pytest.fixture(scope="module")
def heard(understood: Reader) -> Heard:
    told, _ = understood.heard(STORY)
    assert told is not None and told.is_story
    return told


@pytest.fixture(scope="module")
def weigh(project: Content, meaning: Meaning, owners: Owners, heard: Heard) -> Weigh:
    """A tier, signs, and harms that differ from hardly likely: what the judge makes of it."""
    flags = [key for key, topic in project.topics.items() if topic.flag]

    def weigh(
        tier: Tier, *found: Mention, harms: Mapping[str, float] = NONE, route: Route = Route.FRONT_DOOR
    ) -> list[Mention]:
        tiers = np.array([0.92 if one is tier else 0.02 for one in TIERS])
        routes = np.array([0.93 if one is route else 0.01 for one in Route])
        likely = Likely(tiers, routes, {key: harms.get(key, 0.01) for key in flags})
        return list(StoryJudge(project, meaning, owners, Sure(likely)).weigh(heard, found).mentions)

    return weigh


@pytest.fixture(scope="module")
def weigh_by(project: Content, meaning: Meaning, owners: Owners, heard: Heard) -> WeighBy:
    """What the judge makes of the first of some signs, by what is likely of the words it hears."""

    def weigh(told: Callable[[str], Likely], *found: Mention) -> Mention:
        return StoryJudge(project, meaning, owners, ByWords(told)).weigh(heard, found).mentions[0]

    return weigh


def _an(content: Content, tier: Tier, *, red_flag: bool = False) -> str:
    """An indicator of a tier that is about harm and not about who works with children."""
    return next(
        key
        for key, one in content.indicators.items()
        if one.tier is tier and one.red_flag is red_flag and one.topic != STAFF_TOPIC
        if all(content.topics[topic].flag for topic in one.topics)
    )


def _likely(content: Content, indicator: str) -> dict[str, float]:
    return dict.fromkeys(content.indicators[indicator].topics, 0.9)


def _present(content: Content, mentions: list[Mention]) -> list[int]:
    return [content.indicators[one.indicator].tier.rank for one in mentions if one.status is Status.PRESENT]


def test_a_sign_above_the_tier_is_asked_about_and_not_dropped(project: Content, weigh: Weigh) -> None:
    found = sign(_an(project, Tier.CHILD_IN_NEED))
    harms = _likely(project, found.indicator)
    at_tier, above = (
        weigh(tier, found, harms=harms)[0] for tier in (Tier.CHILD_IN_NEED, Tier.EARLY_HELP_SINGLE)
    )
    assert at_tier == found
    assert (above.indicator, above.status) == (found.indicator, Status.HYPOTHETICAL)
    assert above.confidence < found.confidence


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_no_sign_is_dropped_whatever_is_likely(
    project: Content, weigh: Weigh, tier: Tier, chance: float
) -> None:
    found = [sign(_an(project, one)) for one in TIERS[1:4]]
    found += [sign(_an(project, Tier.CHILD_PROTECTION, red_flag=True))]
    harms = {topic: chance for one in found for topic in project.indicators[one.indicator].topics}
    left = weigh(tier, *found, harms=harms)[: len(found)]
    assert [one.indicator for one in left] == [one.indicator for one in found]
    assert {one.status for one in left} <= {Status.PRESENT, Status.HYPOTHETICAL}


@pytest.mark.parametrize("status", [one for one in Status if one is not Status.PRESENT])
def test_a_sign_that_is_not_so_stays_as_it_is(project: Content, weigh: Weigh, status: Status) -> None:
    found = sign(_an(project, Tier.CHILD_PROTECTION, red_flag=True), status)
    assert all(weigh(tier, found)[0] == found for tier in TIERS)


def test_a_lesser_sign_whose_harm_is_hardly_likely_is_asked_about(project: Content, weigh: Weigh) -> None:
    found = sign(_an(project, Tier.EARLY_HELP_SINGLE))
    assert weigh(Tier.CHILD_IN_NEED, found, harms=_likely(project, found.indicator))[0] == found
    assert weigh(Tier.CHILD_IN_NEED, found)[0].status is Status.HYPOTHETICAL


def test_a_serious_sign_counts_however_unlikely_its_harm(project: Content, weigh: Weigh) -> None:
    for red_flag, tier in ((False, Tier.CHILD_IN_NEED), (True, Tier.CHILD_PROTECTION)):
        found = sign(_an(project, tier, red_flag=red_flag))
        door = project.indicators[found.indicator].first_door or Route.FRONT_DOOR
        assert weigh(Tier.CHILD_PROTECTION, found, route=door)[0] == found


@pytest.mark.parametrize("tier", TIERS)
def test_who_works_with_children_stays_present(project: Content, weigh: Weigh, tier: Tier) -> None:
    for key in (key for key, one in project.indicators.items() if one.topic == STAFF_TOPIC):
        assert weigh(tier, sign(key))[0] == sign(key)


@pytest.mark.parametrize("tier", TIERS[1:])
def test_where_no_sign_stands_at_the_tier_meaning_names_one(
    project: Content, weigh: Weigh, tier: Tier
) -> None:
    harms = {"physical_abuse": 0.9} if tier is Tier.CHILD_PROTECTION else {}
    named = weigh(tier, harms=harms)[0]
    assert (named.method, named.status) == (METHOD, Status.PRESENT)
    assert _present(project, [named]) == [tier.rank]
    assert STORY[named.start : named.end] == named.text


@pytest.mark.parametrize("tier", TIERS[1:4])
@pytest.mark.parametrize(
    "sentence", ["An older sister was removed", "Mum was in care as a girl", "He has hit her"]
)
def test_what_happened_once_is_never_named_below_child_protection(
    project: Content, meaning: Meaning, owners: Owners, understood: Reader, tier: Tier, sentence: str
) -> None:
    told, _ = understood.heard(f"{sentence} and nobody here knew. {STORY}")
    assert told is not None
    tiers = np.array([0.92 if one is tier else 0.02 for one in TIERS])
    likely = Likely(tiers, np.full(len(Route), 1 / len(Route)), {})
    [named] = StoryJudge(project, meaning, owners, Sure(likely)).weigh(told, ()).mentions
    assert not project.indicators[named.indicator].matters_when_past


def test_a_denial_names_nothing_beside_what_is_so(
    project: Content, meaning: Meaning, owners: Owners, understood: Reader
) -> None:
    """Nearest to violence at home stands what is denied; "a parent has injuries" would be read from that."""
    told, _ = understood.heard(
        "Police have been to the house six times since summer, all logged. She sleeps in her uniform so she "
        "can get out quickly. Mum said he would hit the roof if anybody came. No bruises on her that anyone "
        "has seen."
    )
    assert told is not None and told.alone[-1][0].status is Status.DENIED
    tiers = np.array([0.92 if one is Tier.CHILD_IN_NEED else 0.02 for one in TIERS])
    likely = Likely(tiers, np.full(len(Route), 1 / len(Route)), {"domestic_abuse": 0.12})
    named = StoryJudge(project, meaning, owners, Sure(likely)).weigh(told, ()).mentions[0]
    assert "domestic_abuse" in project.indicators[named.indicator].topics
    assert "bruises" not in named.text


def test_where_no_harm_is_likely_the_front_door_finds_out(project: Content, weigh: Weigh) -> None:
    [named] = weigh(Tier.CHILD_PROTECTION)
    assert project.indicators[named.indicator].tier is Tier.CHILD_IN_NEED


def test_where_a_child_has_to_be_protected_the_likeliest_harm_is_named(
    project: Content, weigh: Weigh
) -> None:
    told = {
        tier: {
            topic
            for one in weigh(tier, harms={"domestic_abuse": 0.12})
            if one.status is Status.PRESENT
            for topic in project.indicators[one.indicator].topics
        }
        for tier in (Tier.CHILD_IN_NEED, Tier.EARLY_HELP_SINGLE)
    }
    assert "domestic_abuse" in told[Tier.CHILD_IN_NEED]
    assert "domestic_abuse" not in told[Tier.EARLY_HELP_SINGLE]


def test_where_a_sign_stands_at_the_tier_nothing_is_named(project: Content, weigh: Weigh) -> None:
    found = sign(_an(project, Tier.EARLY_HELP_MULTI))
    assert weigh(Tier.EARLY_HELP_MULTI, found, harms=_likely(project, found.indicator)) == [found]


def test_an_emergency_is_named_only_where_it_is_likely(project: Content, weigh: Weigh) -> None:
    harms = {"physical_abuse": 0.9, "suicide_self_harm": 0.9}
    doors = {
        route: project.indicators[
            weigh(Tier.CHILD_PROTECTION, route=route, harms=harms)[0].indicator
        ].first_door
        for route in (Route.EMERGENCY, Route.STRATEGY_DISCUSSION)
    }
    assert doors[Route.EMERGENCY] is Route.EMERGENCY != doors[Route.STRATEGY_DISCUSSION]


def test_likely_harm_raises_its_topic_and_opens_no_door(project: Content, weigh: Weigh) -> None:
    told = weigh(Tier.EARLY_HELP_MULTI, harms={"neglect": 0.9})
    raised = [project.indicators[one.indicator] for one in told if one.status is Status.PRESENT]
    assert "neglect" in {topic for one in raised for topic in one.topics}
    assert max(one.tier.rank for one in raised) == Tier.EARLY_HELP_MULTI.rank
    assert not any(one.first_door for one in raised)


def test_no_grave_story_is_told_by_the_mildest_sign_of_its_harm(project: Content, weigh: Weigh) -> None:
    """ "Once, with no wish to die" is no name for what has to be acted on today."""
    plain = {
        key: one
        for key, one in project.indicators.items()
        if project.topics[one.topic].flag and one.topic != STAFF_TOPIC
        if one.first_door is None and one.tier is not Tier.CHILD_PROTECTION
    }
    ranks: dict[str, set[int]] = {}
    for one in plain.values():
        ranks.setdefault(one.topic, set()).add(one.tier.rank)
    gravest = {topic: max(some) for topic, some in ranks.items() if len(some) > 1}
    named = {
        (plain[one.indicator].topic, plain[one.indicator].tier.rank)
        for topic in gravest
        for one in weigh(Tier.CHILD_PROTECTION, harms={topic: 0.3})
        if one.indicator in plain and plain[one.indicator].topic == topic
    }
    assert named and named <= set(gravest.items())


def test_harm_that_may_be_is_asked_about(project: Content, weigh: Weigh) -> None:
    told = weigh(Tier.EARLY_HELP_SINGLE, harms={"missing": 0.2})
    [asked] = [one for one in told if "missing" in project.indicators[one.indicator].topics]
    assert asked.status is Status.HYPOTHETICAL


def test_harm_that_is_hardly_likely_is_not_spoken_of(project: Content, weigh: Weigh) -> None:
    assert len(weigh(Tier.EARLY_HELP_SINGLE, harms={"missing": 0.05})) == 1


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("route", [Route.LADO, Route.UNIVERSAL])
def test_who_works_with_children_is_named_for_the_lado_only_where_that_is_likely(
    project: Content, weigh: Weigh, tier: Tier, route: Route
) -> None:
    """Where a child may be harmed, nothing is called a low-level concern: it is asked about."""
    told = weigh(tier, harms={STAFF_TOPIC: 0.99}, route=route)
    staff = [(project.indicators[one.indicator], one.status) for one in told]
    staff = [(one, status) for one, status in staff if one.topic == STAFF_TOPIC]
    counted = [one for one, status in staff if status is Status.PRESENT]
    assert staff and all(one.tier.rank <= tier.rank for one in counted)
    is_serious = tier.rank >= Tier.CHILD_IN_NEED.rank
    assert any(one.first_door is Route.LADO for one in counted) is (route is Route.LADO and is_serious)
    assert any(one.first_door is None for one in counted) is (not is_serious)


@pytest.mark.parametrize("tier", TIERS)
def test_a_sure_harm_that_only_red_flags_are_about_is_named_where_it_is_serious_and_else_asked_about(
    project: Content, weigh: Weigh, tier: Tier
) -> None:
    told = weigh(tier, harms={"carer_threat_to_child": 0.9})
    about = [one for one in told if project.indicators[one.indicator].topic == "carer_threat_to_child"]
    assert [one.status is Status.PRESENT for one in about] == [tier.rank >= Tier.CHILD_IN_NEED.rank]
    assert all(
        project.indicators[one.indicator].first_door is not Route.EMERGENCY
        for one in about
        if one.status is Status.PRESENT
    )


@pytest.mark.parametrize("tier", TIERS)
def test_no_sure_harm_is_left_unsaid_or_said_twice(project: Content, weigh: Weigh, tier: Tier) -> None:
    """It counts or it is asked about, and no child who may be harmed is told of a low-level concern."""
    for harm in (key for key, topic in project.topics.items() if topic.flag):
        about = [
            one for one in weigh(tier, harms={harm: 0.95}) if harm in project.indicators[one.indicator].topics
        ]
        assert about, harm
        assert len({one.indicator for one in about}) == len(about), harm
        if harm == STAFF_TOPIC and tier.rank >= Tier.CHILD_IN_NEED.rank:
            assert all(project.indicators[one.indicator].first_door for one in about)


def test_a_sign_that_is_asked_about_is_not_asked_about_again(project: Content, weigh: Weigh) -> None:
    key = next(k for k, one in project.indicators.items() if one.topic == "carer_threat_to_child")
    asked = sign(key, Status.HYPOTHETICAL)
    told = weigh(Tier.EARLY_HELP_MULTI, asked, harms={"carer_threat_to_child": 0.9})
    about = [one for one in told if project.indicators[one.indicator].topic == "carer_threat_to_child"]
    assert [(one.indicator, one.status) for one in about] == [(key, Status.HYPOTHETICAL)]


def test_a_sure_harm_of_which_only_emergencies_tell_is_asked_about(project: Content, weigh: Weigh) -> None:
    told = weigh(Tier.CHILD_IN_NEED, harms={"urgent_medical": 0.9})
    about = [one for one in told if "urgent_medical" in project.indicators[one.indicator].topics]
    assert [one.status for one in about] == [Status.HYPOTHETICAL]


@pytest.mark.parametrize(
    ("is_its_harm", "chance", "stands"),
    [(False, 0.5, True), (False, 0.32, False), (True, 0.22, True), (True, 0.15, False)],
)
def test_a_red_flag_whose_door_is_unlikely_is_asked_about(
    project: Content, weigh_by: WeighBy, is_its_harm: bool, chance: float, stands: bool
) -> None:
    """Where the story is about its harm, its door may be less likely."""
    key = _of_door(project, Route.STRATEGY_DISCUSSION)
    likely = _grave({Route.STRATEGY_DISCUSSION: chance}, _likely(project, key) if is_its_harm else {})
    assert weigh_by(lambda words: likely, sign(key)).status is (
        Status.PRESENT if stands else Status.HYPOTHETICAL
    )


@pytest.mark.parametrize("is_same_harm", [True, False])
def test_a_red_flag_stands_with_less_where_a_second_one_is_about_the_same_harm(
    project: Content, weigh_by: WeighBy, is_same_harm: bool
) -> None:
    key = _of_door(project, Route.STRATEGY_DISCUSSION)
    topics = set(project.indicators[key].topics)
    second = next(
        other
        for other, one in project.indicators.items()
        if one.red_flag and other != key and bool(topics & set(one.topics)) is is_same_harm
    )
    likely = _grave({Route.STRATEGY_DISCUSSION: 0.25}, {})
    stands = weigh_by(lambda words: likely, sign(key), sign(second)).status is Status.PRESENT
    assert stands is is_same_harm


@pytest.mark.parametrize(
    ("routes", "stands"),
    [
        ({Route.STRATEGY_DISCUSSION: 0.9}, True),
        ({Route.EMERGENCY: 0.1}, True),
        ({Route.STRATEGY_DISCUSSION: 0.2}, False),
    ],
)
def test_a_sign_of_an_emergency_stands_in_a_story_that_is_as_grave(
    project: Content, weigh_by: WeighBy, routes: Mapping[Route, float], stands: bool
) -> None:
    key = _of_door(project, Route.EMERGENCY)
    likely = _grave(routes, _likely(project, key))
    assert (weigh_by(lambda words: likely, sign(key)).status is Status.PRESENT) is stands


def test_a_red_flag_stands_where_its_own_sentence_is_grave_however_calm_the_rest(
    project: Content, weigh_by: WeighBy
) -> None:
    """And one whose sentence is as calm as all the rest is asked about."""
    key = _of_door(project, Route.STRATEGY_DISCUSSION)
    calm = Likely(np.array([0.96, 0.01, 0.01, 0.01, 0.01]), _routes({}), {})
    grave = _grave({Route.STRATEGY_DISCUSSION: 0.9}, _likely(project, key))
    fridge = replace(sign(key), start=STORY.index("nothing"), end=STORY.index("nothing") + 4)

    def told(words: str) -> Likely:
        return grave if "fridge" in words and "football" not in words else calm

    assert weigh_by(told, fridge).status is Status.PRESENT
    assert weigh_by(told, replace(fridge, start=0, end=4)).status is Status.HYPOTHETICAL
    assert weigh_by(lambda words: calm, fridge).status is Status.HYPOTHETICAL


def _of_door(content: Content, door: Route) -> str:
    """A red flag that opens a door and is not about who works with children."""
    return next(
        key
        for key, one in content.indicators.items()
        if one.first_door is door and one.red_flag and one.topic != STAFF_TOPIC
    )


def _grave(routes: Mapping[Route, float], harms: Mapping[str, float]) -> Likely:
    return Likely(np.array([0.01, 0.01, 0.01, 0.05, 0.92]), _routes(routes), dict(harms))


def _routes(routes: Mapping[Route, float]) -> np.ndarray:
    """Chances of first routes; what is left over is for early help."""
    left = 1 - sum(routes.values())
    return np.array([routes.get(one, left if one is Route.EARLY_HELP else 0.0) for one in Route])


@pytest.mark.parametrize(
    ("chance", "read", "is_disputed"),
    [(0.05, True, False), (0.2, True, True), (0.2, False, False), (0.4, False, True)],
)
def test_a_story_that_calls_for_a_challenge_disputes_a_decision(
    project: Content,
    meaning: Meaning,
    owners: Owners,
    heard: Heard,
    chance: float,
    read: bool,
    is_disputed: bool,
) -> None:
    """Where it is neither likely nor unlikely, the words that were read tell."""
    judge = StoryJudge(project, meaning, owners, Sure(_of_route(Route.ESCALATION, chance)))
    assert judge.weigh(heard, ()).facts(Facts(disagreement=read)).disagreement is is_disputed


@pytest.mark.parametrize(("chance", "is_danger"), [(0.7, False), (0.9, True)])
def test_a_story_that_is_surely_an_emergency_is_danger_now_whatever_is_named(
    project: Content, meaning: Meaning, owners: Owners, heard: Heard, chance: float, is_danger: bool
) -> None:
    judge = StoryJudge(project, meaning, owners, Sure(_of_route(Route.EMERGENCY, chance)))
    assert judge.weigh(heard, ()).facts(Facts()).danger is is_danger
    assert judge.weigh(heard, ()).facts(Facts(danger=True)).danger


@pytest.mark.parametrize(("chance", "is_open"), [(0.05, None), (0.2, "child_in_need")])
def test_a_plan_is_open_where_words_say_so_and_a_worker_may_be_there(
    project: Content, meaning: Meaning, owners: Owners, heard: Heard, chance: float, is_open: str | None
) -> None:
    judge = StoryJudge(project, meaning, owners, Sure(_of_route(Route.ALLOCATED_WORKER, chance)))
    assert judge.weigh(heard, ()).facts(Facts(open_to="child_in_need")).open_to == is_open


def test_where_it_is_urgent_the_words_that_were_read_tell(
    project: Content, meaning: Meaning, owners: Owners, heard: Heard
) -> None:
    """A strategy discussion comes first, and says nothing of a plan or of a decision."""
    facts = Facts(open_to="child_in_need", disagreement=True)
    judge = StoryJudge(project, meaning, owners, Sure(_of_route(Route.STRATEGY_DISCUSSION, 0.9)))
    assert judge.weigh(heard, ()).facts(facts) == facts


def test_whoever_else_is_to_be_told_first_a_red_flag_stands(project: Content, weigh: Weigh) -> None:
    key = next(key for key, one in project.indicators.items() if one.first_door is Route.STRATEGY_DISCUSSION)
    for route in (Route.ALLOCATED_WORKER, Route.ESCALATION, Route.LADO):
        assert weigh(Tier.CHILD_PROTECTION, sign(key), route=route)[0] == sign(key)


def test_of_a_statement_no_route_is_known_and_its_facts_stay(
    project: Content, meaning: Meaning, owners: Owners, heard: Heard
) -> None:
    facts = Facts(open_to="child_in_need", disagreement=True)
    judge = StoryJudge(project, meaning, owners, Sure(Likely(np.full(5, 0.2), None, {})))
    assert judge.weigh(heard, ()).facts(facts) == facts


def _of_route(route: Route, chance: float) -> Likely:
    others = {route: chance, Route.EARLY_HELP: 1 - chance}
    routes = np.array([others.get(one, 0.0) for one in Route])
    return Likely(np.full(len(TIERS), 1 / len(TIERS)), routes, {})


def test_a_red_flag_outweighs_what_is_a_little_likelier(
    project: Content, meaning: Meaning, owners: Owners, heard: Heard
) -> None:
    found = sign(_an(project, Tier.CHILD_PROTECTION, red_flag=True))
    tiers = np.array([0.05, 0.1, 0.65, 0.1, 0.1])
    likely = Likely(tiers, np.full(len(Route), 1 / len(Route)), _likely(project, found.indicator))
    judge = StoryJudge(project, meaning, owners, Sure(likely))
    assert judge.weigh(heard, (found,)).mentions[0] == found
    assert _present(project, list(judge.weigh(heard, ()).mentions)) == [Tier.EARLY_HELP_MULTI.rank]


def test_a_tier_that_no_story_had_is_never_chosen(
    project: Content, meaning: Meaning, owners: Owners, heard: Heard
) -> None:
    likely = Likely(np.array([0.0, 0.0, 1.0, 0.0, 0.0]), np.full(len(Route), 1 / len(Route)), {})
    told = StoryJudge(project, meaning, owners, Sure(likely)).weigh(heard, ()).mentions
    assert _present(project, list(told)) == [Tier.EARLY_HELP_MULTI.rank]
