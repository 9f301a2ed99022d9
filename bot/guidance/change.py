"""What would change the suggestion: the decision asked again with each open answer, and each sign
one step away, put in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.content.area import Area
from bot.content.model import Route, Tier
from bot.guidance.assess import Guidance, assess
from bot.guidance.situation import Concern, ConcernStatus, Situation
from bot.guidance.unknowns import open_questions

MOST = 3


@dataclass(frozen=True)
class Change:
    """With this answer to this question, or with this sign, the suggestion would become ``after``. Either
    ``question`` and ``option`` are given, or ``indicator``."""

    after: Guidance
    question: str = ""
    option: str = ""
    indicator: str = ""

    @property
    def tier(self) -> Tier:
        """The tier it would become."""
        return self.after.tier

    @property
    def route(self) -> Route:
        """The first route it would become."""
        return self.after.main_route


def what_would_change(situation: Situation, area: Area, now: datetime) -> tuple[Change, ...]:
    """At most three things that would move the tier or the first route up, the most telling first.

    Telling is what leads highest; of two that lead as high, an open question comes before a sign that
    nobody has spoken of. One answer a question, the one that leads highest; one sign a topic, the
    one that is least far away. ``now`` as in ``assess``.
    """
    before = assess(situation, area, now)
    found = [
        change
        for change in (*_answers(before, area, now), *_signs(before, area, now))
        if (change.tier, change.route) != (before.tier, before.main_route)
        and _weight(change.after) >= _weight(before)
    ]
    found.sort(key=lambda change: _weight(change.after), reverse=True)
    return tuple(found[:MOST])


def _answers(before: Guidance, area: Area, now: datetime) -> Iterator[Change]:
    """Each open question with the answer that leads highest."""
    situation = before.situation
    for question in open_questions(situation, area, before.concerns):
        given = [
            (
                option.id,
                assess(replace(situation, answers=situation.answers | {(question.id, option.id)}), area, now),
            )
            for option in question.options
        ]
        option_id, after = max(given, key=lambda item: _weight(item[1]))
        yield Change(after, question.id, option_id)


def _signs(before: Guidance, area: Area, now: datetime) -> Iterator[Change]:
    """For each topic that the case is about, the sign that would move it least far up."""
    situation = before.situation
    present = {one.indicator.id for one in before.concerns if one.counts}
    for topic in dict.fromkeys(one.indicator.topic for one in before.concerns if one.counts):
        steps = []
        for indicator in area.indicators.values():
            if indicator.topic != topic or indicator.id in present:
                continue
            past = Concern(indicator.id, ConcernStatus.PAST)
            concerns = situation.concerns - {past} | {Concern(indicator.id)}
            after = assess(replace(situation, concerns=concerns), area, now)
            if after.tier.rank > before.tier.rank:
                steps.append((_weight(after), indicator.id, after))
        if steps:
            _, key, after = min(steps, key=lambda step: step[0])
            yield Change(after, indicator=key)


def _weight(guidance: Guidance) -> tuple[int, int]:
    return guidance.tier.rank, -guidance.urgency.rank
