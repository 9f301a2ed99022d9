"""What content says elsewhere, for a question that no family answers: clocks, contacts, terms, procedures."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bot.content.area import Area, area_of
from bot.content.derived import kept
from bot.content.load import Content
from bot.content.model import Certainty, Sourced
from bot.reading.encoder import Array
from bot.reading.finder import finder_of
from bot.reading.vectors import MODELS, Store

_VECTORS = "passages.npz"
# What is out of scope stays below the first; questions that a passage answers are above both.
LEAST_LIKENESS, _LEAST_TOGETHER = 0.45, 1.1


@dataclass(frozen=True)
class Passage:
    """One thing that can be said in answer, with its source."""

    title: str
    text: str
    sources: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True)
class Match:
    """A passage, the share of the question's weight that its words cover, and how alike they are (cosine)."""

    passage: Passage
    covered: float
    likeness: float

    @property
    def is_sure(self) -> bool:
        """Whether it is near enough to the question to be given as the answer."""
        return self.likeness >= LEAST_LIKENESS and self.covered + self.likeness >= _LEAST_TOGETHER


def search(question: str, area: Area) -> Match | None:
    """The passage nearest to the question: national content and this area's own."""
    finder, index = finder_of(area.content), _index(area)
    asked = finder.terms(question)
    weights = {term: math.log((1 + len(index.terms)) / (1 + index.uses[term])) for term in asked}
    total = sum(weights.values())
    if not total:
        return None
    likeness = finder.likeness(question, index.vectors)
    matches = (
        Match(passage, sum(weights[term] for term in asked & terms) / total, float(near))
        for passage, terms, near in zip(index.passages, index.terms, likeness)
    )
    return max(matches, key=lambda match: match.covered + match.likeness, default=None)


@dataclass(frozen=True)
class _Index:
    passages: tuple[Passage, ...]
    terms: tuple[frozenset[str], ...]
    uses: Counter[str]
    vectors: Array


def encode(content: Content, *, keep: bool = False) -> dict[str, Array]:
    """The vectors of every area's passages; ``keep`` keeps them for the next start."""
    passages = {area: tuple(_passages(area_of(content, area))) for area in content.partnerships}
    texts = [_spoken(one) for some in passages.values() for one in some]
    vectors = Store(MODELS, keep=keep).vectors(texts, _VECTORS)
    ends = np.cumsum([len(some) for some in passages.values()])
    return dict(zip(passages, np.split(vectors, ends[:-1])))


@kept(4)
def _vectors(content: Content) -> dict[str, Array]:
    return encode(content)


@kept(256)
def _index(area: Area) -> _Index:
    finder, passages = finder_of(area.content), tuple(_passages(area))
    terms = tuple(finder.terms(f"{one.title} {one.text}") for one in passages)
    uses = Counter(term for some in terms for term in some)
    return _Index(passages, terms, uses, _vectors(area.content)[area.id])


def _spoken(passage: Passage) -> str:
    return f"{passage.title}: {passage.text}"


def _passages(area: Area) -> Iterator[Passage]:
    content, partnership = area.content, area.partnership
    for clock in content.timescales.values():
        if clock.area in (None, area.id):
            yield _passage(clock.event, clock.text, clock)
    for term in content.glossary.values():
        yield _passage(term.term, term.meaning, term)
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


def _passage(title: str, text: str, fact: Sourced) -> Passage:
    return Passage(title, text, fact.sources, fact.certainty)
