"""Each concern by itself: the tier that its answers leave it at."""

from __future__ import annotations

from dataclasses import dataclass

from bot.content.area import Area
from bot.content.model import Indicator, Tier
from bot.guidance.situation import UNKNOWN, ConcernStatus, Situation


@dataclass(frozen=True)
class Weighed:
    """One concern after its answers: the tier it stands at."""

    indicator: Indicator
    status: ConcernStatus
    tier: Tier
    settled: bool
    guessed: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is about now, or still matters although it is past."""
        return self.status is not ConcernStatus.PAST or self.indicator.matters_when_past

    @property
    def adds_up(self) -> bool:
        """Whether it is a need that counts together with other facts. What was only guessed counts by itself
        until it is ticked: the text that it was guessed from was weighed as a whole."""
        return self.counts and self.tier is not Tier.UNIVERSAL and not self.guessed

    @property
    def opens_its_door(self) -> bool:
        """Whether its own first door applies: not when reassuring answers settled it lower."""
        return self.counts and (self.indicator.red_flag or self.tier.rank >= self.indicator.tier.rank)

    @property
    def is_red_flag(self) -> bool:
        """A red flag that counts; nothing lowers it (rules 2 and 4)."""
        return self.indicator.red_flag and self.counts


def weigh(situation: Situation, area: Area) -> tuple[tuple[Weighed, ...], frozenset[str]]:
    """Every concern with its tier, most serious first, and all vulnerabilities.

    Answers to deciding questions add concerns and vulnerabilities and settle ranges.
    """
    questions = area.content.questions
    statuses: dict[str, ConcernStatus] = {}
    for concern in situation.concerns:
        _keep_most_present(statuses, concern.indicator, concern.status)
    told = {concern.indicator for concern in situation.concerns if not concern.guessed}
    vulnerabilities = set(situation.vulnerabilities)
    settles: dict[str, list[str]] = {}
    for question_id, option_id in situation.answers:
        if option_id == UNKNOWN:
            continue
        option = next(one for one in questions[question_id].options if one.id == option_id)
        settles.setdefault(question_id, []).append(option.settles)
        vulnerabilities.update(option.vulnerabilities)
        for added in option.adds:
            _keep_most_present(statuses, added, ConcernStatus.PRESENT)
            told.add(added)
    weighed = [
        _weigh_one(area.indicators[indicator_id], status, settles, guessed=indicator_id not in told)
        for indicator_id, status in statuses.items()
    ]
    weighed.sort(key=lambda one: (not one.is_red_flag, -one.tier.rank, one.indicator.id))
    return tuple(weighed), frozenset(vulnerabilities)


def _keep_most_present(statuses: dict[str, ConcernStatus], indicator_id: str, status: ConcernStatus) -> None:
    if statuses.get(indicator_id) is not ConcernStatus.PRESENT:
        statuses[indicator_id] = status


def _weigh_one(
    indicator: Indicator, status: ConcernStatus, settles: dict[str, list[str]], *, guessed: bool
) -> Weighed:
    """Worrying answers settle a range at its top; it sinks only when every question is reassuring."""
    given = [answer for question in indicator.questions for answer in settles.get(question, ())]
    tier = indicator.tier
    if "highest" in given:
        tier = indicator.highest_tier
    elif given and len(given) >= len(indicator.questions) and set(given) == {"lowest"}:
        tier = indicator.lowest_tier
    if status is ConcernStatus.PAST and not indicator.matters_when_past:
        tier = Tier.UNIVERSAL
    return Weighed(indicator, status, tier, settled=tier is not indicator.tier, guessed=guessed)
