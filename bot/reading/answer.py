"""A process question → the content that answers it, or nothing. Answers are never generated."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.content.area import Area
from bot.content.model import Certainty, Sourced

_WORD = re.compile(r"[a-z0-9]+")
_COMMON = frozenset(
    "a an and are as at be been by can could did do does for from get had has have how i if in is it its "
    "long me my need of on or our should so soon take that the their them then there they this to us was "
    "we what when where which who whom whose why will with would you your".split()
)
_ENDINGS = ("ings", "ing", "ies", "ed", "es", "s", "ral", "als", "al")
_LEAST_SHARE = 0.5


@dataclass(frozen=True)
class Passage:
    """One thing that can be said in answer, with its source."""

    title: str
    text: str
    sources: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True)
class Match:
    """A passage and the share of the question's weight that it covers, 0 to 1."""

    passage: Passage
    confidence: float


def stems(text: str) -> tuple[str, ...]:
    """Words that carry meaning, cut to a rough stem."""
    return tuple(_stem(word) for word in _WORD.findall(text.lower()) if word not in _COMMON)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=16)
def _index(area: Area) -> tuple[tuple[Passage, Counter[str], frozenset[str]], ...]:
    return tuple(
        (passage, Counter(stems(f"{passage.title} {passage.text}")), frozenset(stems(passage.title)))
        for passage in _passages(area)
    )


def find(question: str, area: Area, most: int = 3) -> tuple[Match, ...]:
    """The passages that cover the question best, best first; those in the title count double.

    Area-aware: national content and this area's own. Below half of the question's weight a
    match is only a hint, which ``is_sure`` says.
    """
    asked = dict.fromkeys(stems(question))
    if not asked:
        return ()
    index = _index(area)
    weights = {
        word: math.log(1 + len(index) / (1 + sum(word in words for _, words, _ in index))) for word in asked
    }
    total = sum(weights.values())
    matches = []
    for passage, words, title in index:
        covered = sum(weight for word, weight in weights.items() if word in words)
        bonus = sum(weight for word, weight in weights.items() if word in title)
        if covered:
            matches.append((covered / total, bonus / total, passage))
    matches.sort(key=lambda match: (-(match[0] + match[1]), len(match[2].title), match[2].title))
    return tuple(Match(passage, covered) for covered, _, passage in matches[:most])


def is_sure(match: Match) -> bool:
    """Whether the match covers enough of the question to be given as the answer."""
    return match.confidence >= _LEAST_SHARE


def _passages(area: Area) -> Iterator[Passage]:
    content, partnership = area.content, area.partnership
    for clock in content.timescales.values():
        if clock.area in (None, area.id):
            yield _passage(clock.event, clock.text, clock)
    for pathway in content.pathways.values():
        yield _passage(pathway.title, pathway.summary, pathway)
    for title, facts in (
        ("Consent and agreement", partnership.consent),
        ("Referral to the front door", partnership.referral),
        ("Escalation: challenge a decision", partnership.escalation.known),
        ("Child protection standards", partnership.standards),
        ("Local services", partnership.services),
    ):
        for fact in facts:
            yield _passage(f"{title}, {partnership.name}", fact.text, fact)
    for level in partnership.levels.values():
        text = " ".join(filter(None, (level.name, level.lead_response, level.note)))
        yield _passage(f"Level of need, {partnership.name}, {level.number or ''}", text, level)
    for contact in area.contacts.values():
        how = ", ".join(filter(None, (contact.name, contact.phone, contact.email, contact.url)))
        yield _passage(f"Contact: {contact.name}", f"{contact.purpose} {how}", contact)
    for rule in content.rules.values():
        yield _passage(rule.id.replace("_", " "), rule.text, rule)


def _passage(title: str, text: str, fact: Sourced) -> Passage:
    return Passage(title, text, fact.sources, fact.certainty)
