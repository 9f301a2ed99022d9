"""An Area: one partnership's file laid over the shared content, indexed once for deciding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.content.derived import kept
from bot.content.load import Content
from bot.content.model import Contact, Indicator, Partnership, Pathway, Raise

ELSEWHERE = "elsewhere"
OUTSIDE_ENGLAND = "outside_england"


@dataclass(frozen=True, eq=False)
class Area:
    """Shared content as it stands in one partnership's area.

    ``indicators`` already carries what the partnership raises or renames; a partnership
    can never lower an indicator (design rule 15).
    """

    partnership: Partnership
    content: Content
    indicators: Mapping[str, Indicator]
    contacts: Mapping[str, Contact]
    pathways_by_topic: Mapping[str, tuple[Pathway, ...]]

    @property
    def id(self) -> str:
        """The partnership's id."""
        return self.partnership.id

    def neighbour(self, area_id: str) -> Area:
        """Another area of the same content."""
        return area_of(self.content, area_id)


@kept(256)
def area_of(content: Content, area_id: str | None) -> Area:
    """The Area with this id; anywhere unknown is "somewhere else in England"."""
    partnership = content.partnerships.get(area_id or ELSEWHERE) or content.partnerships[ELSEWHERE]
    raised = {change.indicator: change for change in partnership.raises}
    indicators = {
        key: raise_indicator(indicator, raised[key]) if key in raised else indicator
        for key, indicator in content.indicators.items()
    }
    by_topic: dict[str, list[Pathway]] = {}
    for pathway in content.pathways.values():
        for topic in pathway.topics:
            by_topic.setdefault(topic, []).append(pathway)
    return Area(
        partnership=partnership,
        content=content,
        indicators=MappingProxyType(indicators),
        contacts=MappingProxyType(
            dict(content.contacts) | {contact.id: contact for contact in partnership.contacts}
        ),
        pathways_by_topic=MappingProxyType(
            {
                topic: tuple(sorted(pathways, key=lambda pathway: (pathway.priority, pathway.id)))
                for topic, pathways in by_topic.items()
            }
        ),
    )


def raise_indicator(indicator: Indicator, change: Raise) -> Indicator:
    """The indicator as a partnership raises it. A change that would lower it is ignored here
    and refused by ``guidance check``."""
    tier = indicator.tier
    if change.tier is not None and change.tier.rank > tier.rank:
        tier = change.tier
    highest = max(indicator.highest_tier, tier, key=lambda one: one.rank)
    urgency = indicator.urgency
    if change.urgency is not None and (urgency is None or change.urgency.rank < urgency.rank):
        urgency = change.urgency
    return indicator.copy(
        update={
            "tier": tier,
            "lowest": max(
                indicator.lowest_tier, change.tier or indicator.lowest_tier, key=lambda one: one.rank
            ),
            "highest": highest,
            "urgency": urgency,
            "statement": change.statement or indicator.statement,
        }
    )
