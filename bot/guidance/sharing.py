"""Sharing, openness and consent to a service: three things, each answered (rule 8)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.content.model import Pathway, Tier
from bot.guidance.situation import Parents, Situation


@dataclass(frozen=True)
class Sharing:
    """Wording keys of the three answers.

    ``openness`` says whether to tell the parents first, ``consent`` whether the advised
    service needs their agreement. Sharing to keep a child safe is always lawful.
    """

    openness: str
    consent: str


def decide_sharing(situation: Situation, tier: Tier, pathways: tuple[Pathway, ...]) -> Sharing:
    """Which words apply. One pathway that says "no" keeps the parents untold (practice note 3)."""
    return Sharing(_openness(situation, pathways), _consent(situation, tier))


def _openness(situation: Situation, pathways: tuple[Pathway, ...]) -> str:
    positions = {pathway.tell_parents_first for pathway in pathways}
    if situation.parents is Parents.NOT_SAFE_TO_TELL or "no" in positions:
        return "openness_not_safe"
    if "ask first" in positions:
        return "openness_ask_first"
    return "openness_default"


def _consent(situation: Situation, tier: Tier) -> str:
    if tier is Tier.CHILD_PROTECTION:
        return "consent_not_needed"
    if situation.parents is Parents.REFUSE:
        return "consent_refused"
    if tier is Tier.UNIVERSAL:
        return "consent_universal"
    if situation.parents is Parents.AGREE:
        return "consent_agreed"
    return "consent_ask"
