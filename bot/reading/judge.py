"""Signs and meaning weighed together: which signs stand, which are asked about, what meaning adds.

Signs are precise and miss what nobody wrote down; meaning sees the whole of what was said, such as
"first time, sorted by dinner", and names the nearest indicator. The level that the whole text speaks
for, signs counted in, decides: a sign above it is asked about instead of counted, and where no sign
stands at it, meaning names one. A red flag weighs most and is never dropped, only asked about where
hardly anything else speaks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from spacy.lang.en.stop_words import STOP_WORDS

from bot.content.load import Content
from bot.reading.context import Context, Span
from bot.reading.meaning import Guess, Meaning, level_of
from bot.reading.model import Mention, Status
from bot.reading.someone import is_about_the_writer
from bot.reading.words import Sentence, is_known

METHOD = "meaning"
# Chosen on the development sets (docs/quality.md). Weights add to the logarithm of a level's chance.
SIGN, RED_FLAG = 1.0, 2.0
LEAST = 0.3  # of the whole text, below which meaning names nothing
LEAST_BESIDE = 0.8  # of one sentence, to name something beside what is there
NEAR = 0.35
SURE, CLOSE = 0.85, 0.6  # chance and cosine from which meaning names a red flag
STEADY = True
DIGITS=False
SUPPORT,EVEN,LOW,HIGH=1.0,0.05,0.0,3.0
SAYS,EVEN_SAYS=1.0,0.3
NEVER_TOLD=("staff_allegation",)
VETO, CLEAR, BY_CHANCE = 0.0, 0.5, 0.003
_SHORT_TEXT = 3  # sentences that are read as one
_FEWEST_WORDS, _FEWEST_OF_MANY = 4, 6
_SERIOUS, _EVERYDAY = 3, 0
_QUESTION = frozenset("what who where which how why do does can could should shall am".split())
# telling words that a part needs before meaning names anything, by level: "we met at the school" is no news
_TELLING = (3, 3, 3, 2)
_WORD = re.compile(r"[a-z0-9']+")
_FORM = re.compile(r"(?:child|age|role|area) ?:|i am the [^,;]{1,60}$", re.I)
FORM=True
_UNSAID = (Status.HYPOTHETICAL, Status.ASKED)


@dataclass(frozen=True)
class _Part:
    """A stretch of text: what it says, what is left of it without clauses that are not so, its status."""

    text: str
    start: int
    end: int
    said: str
    status: Status


class Judge:
    """Weighs what signs found against what meaning guesses. Holds no state and is safe in threads."""

    def __init__(self, content: Content, meaning: Meaning) -> None:
        self._indicators = content.indicators
        self._levels = {key: level_of(one.tier) for key, one in content.indicators.items()}
        self._red_flags = frozenset(key for key, one in content.indicators.items() if one.red_flag)
        self._harms = tuple(key for key, one in content.topics.items() if one.flag)
        self._meaning = meaning

    def weigh(
        self,
        text: str,
        sentences: Sequence[Sentence],
        contexts: Sequence[Context],
        found: tuple[Mention, ...],
    ) -> tuple[Mention, ...]:
        """``found`` as it stands beside meaning, and what meaning adds."""
        told = [(s, c) for s, c in zip(sentences, contexts) if not _asks(s) and not (FORM and _is_form(text[s[0].start:s[-1].end]))]
        words = frozenset(token.norm for tokens, _ in told for token in tokens)
        too_few = sum(len(tokens) for tokens, _ in told) < _FEWEST_WORDS
        if too_few or is_about_the_writer(words) or not _is_english(words):
            return found
        whole = _part(text, told)
        long_enough = [one for one in told if len(one[0]) >= _FEWEST_OF_MANY]
        parts = [whole] if len(told) <= _SHORT_TEXT else [_part(text, [one]) for one in long_enough]
        windows = [_part(text, told[at : at + 2]) for at in range(max(1, len(told) - 1))]
        asked = [whole, *parts, *windows]
        guesses = self._meaning.guess([part.said or part.text for part in asked])
        pairs = list(zip(asked, guesses))
        level = self._level(guesses[0], found, pairs[1:])
        kept = tuple(self._beside(level, one, pairs[1:]) for one in found)
        added = self._added(level, guesses[0], pairs[1:1+len(parts)], kept)
        return (*kept, *added, *self._clear(level, pairs[1:], (*kept, *added)))

    def _level(self, guess: Guess, found: Sequence[Mention], parts: list[tuple[_Part, Guess]]) -> int:
        """The likeliest level of the whole, signs and meaning together."""
        lines = np.log(guess.chances)
        weights = np.zeros(len(lines))
        for one in found:
            if one.status is Status.PRESENT:
                level = self._levels[one.indicator]
                weight = RED_FLAG if self._indicators[one.indicator].red_flag else SIGN
                weights[level] = max(weights[level], weight * self._support(one, parts))
        if weights.any():
            highest = int(np.flatnonzero(weights).max())
            lines[highest] += weights[highest]
        if not weights[_SERIOUS]:
            clearest = max(guess.topics[topic] for _, guess in parts for topic in self._harms)
            lines[_SERIOUS] += SAYS * min(0.0, float(np.log10(clearest / EVEN_SAYS)))
        return int(lines.argmax())

    def _support(self, mention: Mention, parts: list[tuple[_Part, Guess]]) -> float:
        """How much the words around a sign speak of its topic: 1 where they say neither yes nor no."""
        chance = self._chance(mention, parts)
        return float(np.clip(1 + SUPPORT * np.log10(chance / EVEN), LOW, HIGH))

    def _chance(self, mention: Mention, parts: list[tuple[_Part, Guess]]) -> float:
        around = [guess for part, guess in parts if part.start < mention.end and mention.start < part.end]
        topics = self._indicators[mention.indicator].topics
        return max((guess.topics[topic] for guess in around for topic in topics), default=EVEN)

    def _beside(self, level: int, mention: Mention, parts: list[tuple[_Part, Guess]]) -> Mention:
        """A sign as it stands: one above the level of the whole is asked about, and so is one whose words
        met by chance, as nothing around it speaks of its topic."""
        if mention.status is not Status.PRESENT:
            return mention
        by_chance = self._chance(mention, parts) < BY_CHANCE and not self._indicators[mention.indicator].red_flag
        if by_chance or self._levels[mention.indicator] > level:
            return replace(mention, status=Status.HYPOTHETICAL, confidence=round(mention.confidence / 2, 2))
        return mention

    def _clear(
        self, level: int, parts: list[tuple[_Part, Guess]], kept: Sequence[Mention]
    ) -> Iterable[Mention]:
        """What is clearly said though nothing that was found is about it."""
        known = {topic for one in kept for topic in self._indicators[one.indicator].topics}
        open_parts = [(part, guess) for part, guess in parts if part.status is Status.PRESENT]
        for topic in guess_topics(open_parts) - known - set(NEVER_TOLD):
            part, guess = max(open_parts, key=lambda one: one[1].topics[topic])
            if guess.topics[topic] < CLEAR or topic in known:
                continue
            named = self._meaning.name(guess, range(1, level + 1), topic=topic, gentle=True) or self._meaning.name(guess, range(1, level + 1), topic=topic, steady=STEADY)
            if named is not None and named.nearness >= NEAR:
                known.update(self._indicators[named.owner].topics)
                yield Mention(named.owner, part.status, part.text, part.start, part.end, round(guess.topics[topic], 2), METHOD)

    def _added(
        self, level: int, whole: Guess, parts: list[tuple[_Part, Guess]], kept: Sequence[Mention]
    ) -> list[Mention]:
        """The part that says the level most clearly, where no sign stands at it; and what other parts
        say clearly, at that level or below."""
        open_parts = [(part, guess) for part, guess in parts if part.status not in _UNSAID]
        known = {one.indicator for one in kept}
        added: dict[str, Mention] = {}
        stands = any(one.status is Status.PRESENT and self._levels[one.indicator] == level for one in kept)
        if open_parts and not stands and whole.chances[level] >= LEAST:
            part, guess = max(
                open_parts, key=lambda one: (one[0].status is Status.PRESENT, one[1].chances[level])
            )
            if part.status is Status.DENIED and level < _SERIOUS:
                part = replace(part, status=Status.PRESENT)  # "nobody plays with him" is the worry itself
            at = level if part.said in ("", part.text) else min(level, int(np.argmax(guess.chances)))
            self._name(part, guess, at, whole.chances[level], known, added)
        for part, guess in open_parts:
            own = int(np.argmax(guess.chances))
            unread = not any(one.start < part.end and part.start < one.end for one in kept)
            if unread and _EVERYDAY < own <= level and guess.chances[own] >= LEAST_BESIDE:
                self._name(part, guess, own, guess.chances[own], known, added)
        return list(added.values())

    def _name(
        self, part: _Part, guess: Guess, level: int, chance: float, known: set[str], added: dict[str, Mention]
    ) -> None:
        named = self._meaning.name(guess, (level,))
        if (
            named is not None
            and level == _SERIOUS
            and (chance < SURE or named.nearness < CLOSE)
            and named.owner in self._red_flags
        ):  # signs guarantee red flags; meaning names one only where it is sure
            named = self._meaning.name(guess, (level,), steady=True)
        if named is None or named.owner not in self._indicators or named.owner in known:
            return
        if max(guess.topics[topic] for topic in self._indicators[named.owner].topics) < VETO:
            return
        if _telling(part.said or part.text) >= _TELLING[level] and named.nearness >= NEAR:
            known.add(named.owner)
            added[named.owner] = Mention(
                named.owner, part.status, part.text, part.start, part.end, round(chance, 2), METHOD
            )


def guess_topics(parts):
    return {t for _, g in parts for t, c in g.topics.items() if c >= CLEAR}


def _telling(text: str) -> int:
    """How many words say something: "He is in class" has one."""
    return sum(word not in STOP_WORDS and (DIGITS or not word.isdigit()) for word in _WORD.findall(text.lower()))


def _is_form(text: str) -> bool:
    return _FORM.match(text) is not None


def _is_english(words: frozenset[str]) -> bool:
    """Whether most words are in the dictionary: for another language a neighbour says nothing."""
    letters = [word for word in words if word.isalpha()]
    return 2 * sum(map(is_known, letters)) > len(letters)


def _asks(tokens: Sentence) -> bool:
    return tokens[-1].norm == "?" or tokens[0].norm in _QUESTION


def _part(text: str, told: Sequence[tuple[Sentence, Context]]) -> _Part:
    """Sentences as one part. Where nothing is left of them that is so, the status of what they say."""
    start, end = told[0][0][0].start, told[-1][0][-1].end
    left: list[str] = []
    gone: list[Status] = []
    for tokens, context in told:
        for first, last in zip(context.clauses, context.clauses[1:]):
            status = _status(context, (first, last))
            words = text[tokens[first].start : tokens[last - 1].end]
            if status is Status.PRESENT:
                left.append(words)
            else:
                gone.append(status)
    if not gone:
        return _Part(text[start:end], start, end, text[start:end], Status.PRESENT)
    said = " ".join(left)
    if len(said.split()) < _FEWEST_WORDS:
        return _Part(text[start:end], start, end, "", gone[0])
    return _Part(text[start:end], start, end, said, Status.PRESENT)


def _status(context: Context, span: Span) -> Status:
    """The first status other than present that a telling word of the clause has."""
    statuses = [context.status(((at, at + 1),)) for at in range(*span) if at not in context.neutral]
    return next((one for one in statuses if one is not Status.PRESENT), Status.PRESENT)
