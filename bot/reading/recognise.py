"""Sentences to Mentions: which indicators are spoken of, where, and with what status."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.content.model import Indicator
from bot.reading.context import Span
from bot.reading.model import Mention, Status
from bot.reading.told import Hit, Told, ToldSigns

_MANY_WORDS, _ONE_WORD, _LEAST = 0.9, 0.7, 0.3
_CLAUSE_COST, _GUESS_COST = 0.1, 0.15


@dataclass(frozen=True)
class Candidate:
    """A mention before the best one of each indicator is chosen; ``words`` by where they begin."""

    mention: Mention
    sentence: int
    words: frozenset[int]


def recognise(
    signs: ToldSigns[Indicator], told: Told, holds: Callable[[str], bool], *, needs: bool
) -> tuple[Mention, ...]:
    """The best mention of each indicator, red flags first, then the higher tiers; with ``needs`` also by
    the signs that only a disability makes."""
    indicators: dict[str, Indicator] = {}
    best: dict[str, Candidate] = {}
    whole = told.plain.status
    for hit in signs.find(told, holds, needs):
        candidate = _candidate(hit, told.text, whole)
        indicator = hit.match.owner
        indicators[indicator.id] = indicator
        if indicator.id not in best or _rank(candidate) < _rank(best[indicator.id]):
            best[indicator.id] = candidate
    kept = [c for c in best.values() if not _is_lesser(c, best, indicators)]
    kept.sort(key=lambda c: _seriousness(indicators[c.mention.indicator], c.mention))
    return tuple(candidate.mention for candidate in kept)


def match_status(hit: Hit, whole: Status | None) -> tuple[Status, tuple[Span, ...]]:
    """The status of a sign, and the words that give the plainest reading of it. ``whole`` is the status
    that the text gives all of itself."""
    context, following = hit.context, hit.following

    def order(spans: tuple[Span, ...]) -> tuple[bool, int, tuple[Span, ...]]:
        return context.status(spans) is not Status.PRESENT, _width(spans), spans

    spans = min(hit.match.combinations(), key=order)
    status = context.status(spans)
    if status is Status.PRESENT and following is not None and following.before is not None:
        status = following.before
    if status is Status.PRESENT and whole is not None:
        status = whole
    return status, spans


def _candidate(hit: Hit, text: str, whole: Status | None) -> Candidate:
    tokens, context = hit.tokens, hit.context
    status, spans = match_status(hit, whole)
    places = [place for span in spans for place in range(*span)]
    first, last = context.clause((min(places), max(places) + 1))
    start, end = tokens[first].start, tokens[last - 1].end
    guessed = any(tokens[place].guessed for place in places)
    confidence = _MANY_WORDS if len(set(places)) > 1 else _ONE_WORD
    crossed = sum(min(places) < cut <= max(places) for cut in context.clauses)
    confidence = max(_LEAST, confidence - _CLAUSE_COST * crossed - _GUESS_COST * guessed)
    mention = Mention(
        indicator=hit.match.owner.id,
        status=status,
        text=text[start:end],
        start=start,
        end=end,
        confidence=round(confidence, 2),
        method="sign, spelling" if guessed else "sign",
    )
    return Candidate(mention, hit.sentence, frozenset(tokens[place].start for place in places))


def _width(spans: Sequence[Span]) -> int:
    return max(end for _, end in spans) - min(start for start, _ in spans)


def _rank(candidate: Candidate) -> tuple[bool, float, int, str]:
    mention = candidate.mention
    return (mention.status is not Status.PRESENT, -mention.confidence, mention.start, mention.status)


def _seriousness(indicator: Indicator, mention: Mention) -> tuple[bool, int, bool, int, str]:
    return (
        not indicator.red_flag,
        -indicator.tier.rank,
        mention.status is not Status.PRESENT,
        mention.start,
        indicator.id,
    )


def _is_lesser(candidate: Candidate, best: dict[str, Candidate], indicators: dict[str, Indicator]) -> bool:
    """Whether another indicator of the topic already says this: one more serious in the same words,
    or, among the lesser ones of a sentence, a better one."""
    mine = indicators[candidate.mention.indicator]
    for other_id, other in best.items():
        theirs = indicators[other_id]
        if (
            theirs.topic != mine.topic
            or other.sentence != candidate.sentence
            or other.mention.status is not candidate.mention.status
        ):
            continue
        if _weight(theirs) > _weight(mine) and candidate.words <= other.words:
            return True
        if not mine.red_flag and _standing(theirs, other) > _standing(mine, candidate):
            return True
    return False


def _weight(indicator: Indicator) -> tuple[bool, int]:
    return indicator.red_flag, indicator.tier.rank


def _standing(indicator: Indicator, candidate: Candidate) -> tuple[bool, int, float, str]:
    return (*_weight(indicator), candidate.mention.confidence, indicator.id)
