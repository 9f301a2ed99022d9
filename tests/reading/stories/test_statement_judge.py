"""A statement: what labelled ones taught decides what is grave, and counts beside the examples below that."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from bot.content.load import Content
from bot.content.model import TIERS, Route, Tier
from bot.reading import Reader, Status
from bot.reading.meaning import Meaning, level_of
from bot.reading.model import Mention
from bot.reading.naming import asked_about
from bot.reading.owners import Owners
from bot.reading.statements import StatementJudge, with_chances
from bot.reading.stories.judge import StoryJudge
from bot.reading.stories.likely import Likely
from tests.reading.stories.fake import sign

WORRY = "She was in the shed with the lodger again and came back very quiet."
DISCLOSED = "sexual_abuse_disclosed"
Weigh = Callable[..., "list[Mention]"]


class Sure:
    """Weights that are sure of a tier and of a harm, and know no route."""

    def __init__(self, tier: Tier, **harms: float) -> None:
        self._told = Likely(np.array([0.92 if one is tier else 0.02 for one in TIERS]), None, harms)

    def likely(self, *_: object) -> Likely:
        return self._told


@pytest.fixture(scope="module")
def weigh(project: Content, meaning: Meaning, owners: Owners, understood: Reader) -> Weigh:
    def weigh(text: str, taught: Sure | None, *found: Mention) -> list[Mention]:
        heard, _ = understood.heard(text)
        assert heard is not None and not heard.is_story
        return list(StatementJudge(project, meaning, owners, taught).weigh(heard, found).mentions)

    return weigh


def _tiers(content: Content, mentions: list[Mention]) -> set[Tier]:
    return {content.indicators[one.indicator].tier for one in mentions if one.status is Status.PRESENT}


def test_a_grave_statement_is_named_though_no_words_and_no_example_do(project: Content, weigh: Weigh) -> None:
    assert Tier.CHILD_PROTECTION not in _tiers(project, weigh(WORRY, None))
    assert Tier.CHILD_PROTECTION in _tiers(
        project, weigh(WORRY, Sure(Tier.CHILD_PROTECTION, sexual_abuse=0.9))
    )


def test_by_sound_alone_no_statement_is_an_emergency(project: Content, weigh: Weigh) -> None:
    told = weigh(WORRY, Sure(Tier.CHILD_PROTECTION, sexual_abuse=0.9))
    assert all(project.indicators[one.indicator].first_door is not Route.EMERGENCY for one in told)


@pytest.mark.parametrize("status", [Status.DENIED, Status.PAST, Status.SOMEONE_ELSE])
def test_harm_that_a_sign_found_not_so_is_not_named(project: Content, weigh: Weigh, status: Status) -> None:
    sure = Sure(Tier.CHILD_PROTECTION, sexual_abuse=0.9)
    told = weigh(WORRY, sure, sign(DISCLOSED, status))
    raised = {
        t for one in told if one.status is Status.PRESENT for t in project.indicators[one.indicator].topics
    }
    assert "sexual_abuse" not in raised
    assert sign(DISCLOSED, status) in told, "what was found is kept as it was said"


def test_a_red_flag_that_words_name_stands_where_no_route_is_known(project: Content, weigh: Weigh) -> None:
    for key, one in project.indicators.items():
        if one.red_flag and one.first_door is not None:
            harms = dict.fromkeys(one.topics, 0.9)
            assert weigh(WORRY, Sure(Tier.CHILD_PROTECTION, **harms), sign(key))[0] == sign(key), key


@pytest.mark.parametrize("tier", TIERS[:3])
def test_a_red_flag_that_words_name_is_never_dropped(weigh: Weigh, tier: Tier) -> None:
    kept = weigh(WORRY, Sure(tier), sign(DISCLOSED))[0]
    assert kept in (sign(DISCLOSED), asked_about(sign(DISCLOSED)))


@pytest.mark.parametrize("tier", TIERS)
def test_a_level_is_likelier_where_statements_taught_it(understood: Reader, tier: Tier) -> None:
    heard, _ = understood.heard(WORRY)
    assert heard is not None
    before = heard.whole[1].chances
    after = with_chances(heard, Sure(tier).likely()).whole[1].chances
    assert after[level_of(tier)] > before[level_of(tier)] and sum(after) == pytest.approx(1)


def test_one_sentence_of_a_story_denies_what_another_tells(
    project: Content, meaning: Meaning, owners: Owners, understood: Reader
) -> None:
    story = f"{WORRY} She said no at first. He has a key. Nobody else is home then. She cried at tea."
    heard, _ = understood.heard(story)
    assert heard is not None and heard.is_story
    judge = StoryJudge(project, meaning, owners, Sure(Tier.CHILD_PROTECTION, sexual_abuse=0.9))
    assert judge.likely(heard, (sign(DISCLOSED, Status.DENIED),)).harms["sexual_abuse"] == 0.9
