"""Clauses that no sign read, read by meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spacy.lang.en.stop_words import STOP_WORDS

from bot.content.load import Content
from bot.reading.context import Context, Span
from bot.reading.meaning import Guess, Meaning
from bot.reading.model import Mention, Status
from bot.reading.words import Sentence

METHOD = "meaning"
# Chosen on the development part of the evaluation: below these a guess is left unsaid. Beside signs,
# and among many sentences, more is asked of it.
LEAST_EVERYDAY, LEAST_LESSER = 0.5, 0.5
ALONE = (0.5, 0.6)  # nearness, chance of a serious kind
BESIDE = (0.62, 0.8)
_FEW_SENTENCES = 3
_FEWEST_WORDS = 4
_MOST_WORDS = 60
_FEWEST_TELLING = 2  # words besides those that every sentence has, for a lesser worry
_QUESTION = frozenset("what who where which how why do does can could should shall am".split())
# Not about this child, or not said to be so: a guess adds nothing.
_UNSAID = (Status.HYPOTHETICAL, Status.ASKED)


class ClauseReader:
    """Reads what signs left unread. Holds no state and is safe in threads."""

    def __init__(self, content: Content, meaning: Meaning) -> None:
        self._indicators = content.indicators
        self._meaning = meaning

    def read(
        self,
        text: str,
        sentences: Sequence[Sentence],
        contexts: Sequence[Context],
        found: Sequence[Mention],
    ) -> tuple[Mention, ...]:
        """Mentions of indicators that ``found`` lacks, one at most for each clause."""
        units = [
            (tokens, context, span)
            for tokens, context in zip(sentences, contexts)
            for span in _unread(tokens, context, found)
        ]
        near, serious = BESIDE if found or len(sentences) > _FEW_SENTENCES else ALONE
        texts = [text[tokens[first].start : tokens[last - 1].end] for tokens, _, (first, last) in units]
        known = {mention.indicator for mention in found}
        best: dict[str, Mention] = {}
        for (tokens, context, span), said, guess in zip(units, texts, self._meaning.guess(texts)):
            status = _status(context, span)
            if guess.owner in known or status in _UNSAID or not self._is_sure(guess, near, serious):
                continue
            if guess.serious < _confidence(guess) and _telling(tokens[slice(*span)]) < _FEWEST_TELLING:
                continue
            mention = Mention(
                indicator=guess.owner,
                status=status,
                text=said,
                start=tokens[span[0]].start,
                end=tokens[span[1] - 1].end,
                confidence=round(_confidence(guess), 2),
                method=METHOD,
            )
            other = best.get(guess.owner)
            if other is None or (mention.status is Status.PRESENT, mention.confidence) > (
                other.status is Status.PRESENT,
                other.confidence,
            ):
                best[guess.owner] = mention
        return tuple(best.values())

    def _is_sure(self, guess: Guess, near: float, serious: float) -> bool:
        if guess.owner not in self._indicators or guess.nearness < near:
            return False
        chance = _confidence(guess)
        if guess.everyday == chance:
            return chance >= LEAST_EVERYDAY
        return chance >= (serious if guess.serious == chance else LEAST_LESSER)


def _telling(tokens: Sentence) -> int:
    """How many words say something: "He is in class" has one."""
    return sum(token.norm.isalpha() and token.norm not in STOP_WORDS for token in tokens)


def _confidence(guess: Guess) -> float:
    """The chance of the likeliest level."""
    return max(*guess.chances[:3], guess.serious)


def _unread(tokens: Sentence, context: Context, found: Sequence[Mention]) -> list[Span]:
    """The whole sentence where no sign spoke, else those clauses of it where none did; no questions."""
    if tokens[-1].norm == "?" or tokens[0].norm in _QUESTION:
        return []
    start, end = tokens[0].start, tokens[-1].end
    here = [mention for mention in found if mention.start < end and start < mention.end]
    whole = (0, len(tokens))
    if not here:
        return [whole] if len(tokens) >= _FEWEST_WORDS and len(tokens) <= _MOST_WORDS else []
    spans = zip(context.clauses, context.clauses[1:])
    return [
        span
        for span in spans
        if span[1] - span[0] >= _FEWEST_WORDS
        and not any(m.start < tokens[span[1] - 1].end and tokens[span[0]].start < m.end for m in here)
    ]


def _status(context: Context, span: Span) -> Status:
    """The status of the clause: present only if every word of it is."""
    counted = Counter(
        context.status(((place, place + 1),)) for place in range(*span) if place not in context.neutral
    )
    del counted[Status.PRESENT]
    return counted.most_common(1)[0][0] if counted else Status.PRESENT
