"""A process question → the content that answers it, or nothing. Answers are never generated.

The reader's own area comes first, then what holds in all of England; another area's answer only when it is
named or nothing else exists.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.content.area import area_of
from bot.content.load import Content
from bot.content.questions import OutOfScope, QuestionFamily
from bot.reading.finder import Ranking, finder_of
from bot.reading.follow_up import is_only_an_area, leans_back, may_lean_back, same_topic, topic_words
from bot.reading.passages import LEAST_LIKENESS, Match, search
from bot.reading.places import areas_named, councils_in, names_another_council, without_councils

SURE = 0.6
EITHER = 0.25
_INSIDE = 0.6  # below this chance of being in scope, two answers are not offered for one
_OUTSIDE = 0.4  # below this chance of being in scope, a question that nobody can answer is out of scope
_SENTENCE_END = re.compile(r"(?<=[.?!;:])\s+|\n+")
_SHORTEST_SENTENCE = 3  # words
OTHER_COUNCIL = "other_council"
# What is added to the scores: of subjects that only other areas answer, of those that an area named in the
# question has an answer to, and of the topic talked about.
_ELSEWHERE, _HERE, _SAME_TOPIC = -0.25, 0.1, 0.15


@dataclass(frozen=True)
class Found:
    """What answers a question asked about ``areas`` (empty: not known).

    ``families``: the answer; several if it differs by area, or, with ``unsure``, if two questions may be
    meant. ``passage``: what other content says, where no family answers. ``outside``: it is not for us.
    None of these: nobody knows, and ``nearest`` is offered.
    """

    confidence: float
    areas: tuple[str, ...]
    in_scope: bool = True
    families: tuple[QuestionFamily, ...] = ()
    unsure: bool = False
    passage: Match | None = None
    outside: OutOfScope | None = None
    nearest: tuple[QuestionFamily, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether content answers it."""
        return bool(self.families or self.passage)


def find(question: str, content: Content, home: str | None, topic: str = "") -> Found:
    """What answers ``question``, asked about the area ``home`` (None: not known).

    ``topic`` is the id of the family that answered last; a question that leans on it is read with it.
    """
    named = areas_named(question, content)
    areas = named or ((home,) if home else ())
    last = content.families.get(topic)
    if last and named and is_only_an_area(question, content):
        return Found(1.0, areas, families=_for_areas(content, last.subject, areas))
    elsewhere = names_another_council(question, content)
    if elsewhere and (spoken_of := _spoken_of(question, content, areas)):
        return spoken_of
    if elsewhere:
        question = without_councils(question, content)
    ranking = _rank(question, content, areas, named, last)
    (best, second), sure = (guess.subject for guess in ranking.subjects[:2]), ranking.confidence
    holds_there = sure >= SURE and _is_national(content, best)
    if elsewhere and not holds_there and max(ranking.in_scope, sure) >= _OUTSIDE:
        return Found(1 - sure, areas, in_scope=False, outside=_other_council(content, ranking))
    if sure >= SURE:
        return Found(sure, areas, families=_for_areas(content, best, areas))
    if ranking.either >= EITHER and ranking.in_scope >= _INSIDE:
        both = (*_for_areas(content, best, areas), *_for_areas(content, second, areas))
        return Found(ranking.either, areas, families=both, unsure=True)
    passage = search(question, area_of(content, areas[0] if areas else None))
    related = passage is not None and passage.likeness > max(LEAST_LIKENESS, ranking.outside_likeness)
    if ranking.in_scope < _OUTSIDE and not related:
        outside = content.out_of_scope[ranking.outside]
        return Found(1 - ranking.in_scope, areas, in_scope=False, outside=outside)
    if passage and passage.is_sure:
        return Found(passage.likeness, areas, passage=passage)
    nearest = tuple(_for_areas(content, subject, areas)[0] for subject in (best, second))
    return Found(sure, areas, nearest=nearest)


def _spoken_of(question: str, content: Content, areas: tuple[str, ...]) -> Found | None:
    """The answer that itself names the other council, as one that compares councils does."""
    ranking = finder_of(content).rank(question)
    best = ranking.subjects[0].subject
    families = _for_areas(content, best, areas)
    said = " ".join(family.answer for family in families)
    if ranking.confidence < SURE or not councils_in(question, content) & councils_in(said, content):
        return None
    return Found(ranking.confidence, areas, families=families)


def _rank(
    question: str,
    content: Content,
    areas: tuple[str, ...],
    named: tuple[str, ...],
    last: QuestionFamily | None,
) -> Ranking:
    """The subjects of the question alone, or of the question together with what was talked about."""
    finder = finder_of(content)
    favour = _favour(content, areas, named)
    alone = finder.rank(question, favour)
    if alone.confidence < SURE:
        parts = (finder.rank(part, favour) for part in _sentences(question))
        alone = max((alone, *parts), key=lambda ranking: ranking.confidence)
    if last is None or not may_lean_back(question):
        return alone
    if alone.in_scope < _OUTSIDE and not leans_back(question):
        return alone
    related = {subject: _SAME_TOPIC + favour.get(subject, 0.0) for subject in same_topic(content, last)}
    together = finder.rank(f"{question} {topic_words(content, last)}", {**favour, **related})
    first, second = (together, alone) if leans_back(question) else (alone, together)
    return next((one for one in (first, second) if one.confidence >= SURE), alone)


def _sentences(question: str) -> list[str]:
    """The sentences of a question that tells a story first; none if it is one sentence."""
    parts = [part for part in _SENTENCE_END.split(question) if len(part.split()) >= _SHORTEST_SENTENCE]
    return parts if len(parts) > 1 else []


def _favour(content: Content, areas: tuple[str, ...], named: tuple[str, ...]) -> Mapping[str, float]:
    """Subjects that none of the areas, nor England as a whole, has an answer to are less likely meant.

    Those that an area named in the question itself has an answer to are likelier.
    """
    if not areas:
        return {}
    families = content.families.values()
    here = {one.subject for one in families if one.area is None or one.area in areas}
    favour = {one.subject: _ELSEWHERE for one in families if one.subject not in here}
    return {**favour, **{one.subject: _HERE for one in families if one.area in named}}


def _for_areas(content: Content, subject: str, areas: tuple[str, ...]) -> tuple[QuestionFamily, ...]:
    """The families to answer with: each area's own or the national one, or else whatever there is."""
    by_area = {one.area: one for one in content.families.values() if one.subject == subject}
    found = (by_area.get(area, by_area.get(None)) for area in areas)
    return tuple(dict.fromkeys(one for one in found if one)) or tuple(by_area.values())


def _is_national(content: Content, subject: str) -> bool:
    return all(one.area is None for one in content.families.values() if one.subject == subject)


def _other_council(content: Content, ranking: Ranking) -> OutOfScope:
    kinds = {one.kind: one for one in content.out_of_scope.values()}
    return kinds.get(OTHER_COUNCIL, content.out_of_scope[ranking.outside])
