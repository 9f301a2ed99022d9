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
_SHORT_TEXT = 3  # sentences that are read as one
_FEWEST_WORDS, _FEWEST_OF_MANY = 4, 6
_SERIOUS, _EVERYDAY = 3, 0
_QUESTION = frozenset("what who where which how why do does can could should shall am".split())
# telling words that a part needs before meaning names anything, by level: "we met at the school" is no news
_TELLING = (3, 3, 3, 2)
_WORD = re.compile(r"[a-z0-9']+")
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
        self._meaning = meaning

    def weigh(
        self,
        text: str,
        sentences: Sequence[Sentence],
        contexts: Sequence[Context],
        found: tuple[Mention, ...],
    ) -> tuple[Mention, ...]:
        """``found`` as it stands beside meaning, and what meaning adds."""
        told = [(s, c) for s, c in zip(sentences, contexts) if not _asks(s)]
        words = frozenset(token.norm for tokens, _ in told for token in tokens)
        too_few = sum(len(tokens) for tokens, _ in told) < _FEWEST_WORDS
        if too_few or is_about_the_writer(words) or not _is_english(words):
            return found
        whole = _part(text, told)
        long_enough = [one for one in told if len(one[0]) >= _FEWEST_OF_MANY]
        parts = [whole] if len(told) <= _SHORT_TEXT else [_part(text, [one]) for one in long_enough]
        whole_guess, *guesses = self._meaning.guess([whole.text, *(part.said or part.text for part in parts)])
        level = self._level(whole_guess, found)
        kept = tuple(self._beside(level, one) for one in found)
        return (*kept, *self._added(level, whole_guess, list(zip(parts, guesses)), kept))

    def _level(self, guess: Guess, found: Sequence[Mention]) -> int:
        """The likeliest level of the whole, signs and meaning together."""
        lines = np.log(guess.chances)
        present = [one.indicator for one in found if one.status is Status.PRESENT]
        if present:
            lines[max(self._levels[key] for key in present)] += SIGN
        if any(self._indicators[key].red_flag for key in present):
            lines[_SERIOUS] += RED_FLAG - SIGN
        return int(lines.argmax())

    def _beside(self, level: int, mention: Mention) -> Mention:
        """A sign as it stands: one above the level of the whole is asked about."""
        if mention.status is Status.PRESENT and self._levels[mention.indicator] > level:
            return replace(mention, status=Status.HYPOTHETICAL, confidence=round(mention.confidence / 2, 2))
        return mention

    def _added(
        self, level: int, whole: Guess, parts: list[tuple[_Part, Guess]], kept: Sequence[Mention]
    ) -> Iterable[Mention]:
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
        return added.values()

    def _name(
        self, part: _Part, guess: Guess, level: int, chance: float, known: set[str], added: dict[str, Mention]
    ) -> None:
        owner = guess.owners[level]
        if (
            level == _SERIOUS
            and (chance < SURE or guess.nearness[level] < CLOSE)
            and owner in self._red_flags
        ):
            owner = guess.steady  # signs guarantee red flags; meaning names one only where it is sure
        says_something = _telling(part.said or part.text) >= _TELLING[level]
        known_or_far = owner in known or guess.nearness[level] < NEAR
        if owner in self._indicators and says_something and not known_or_far:
            known.add(owner)
            added[owner] = Mention(
                owner, part.status, part.text, part.start, part.end, round(chance, 2), METHOD
            )


def _telling(text: str) -> int:
    """How many words say something: "He is in class" has one."""
    return sum(word not in STOP_WORDS for word in _WORD.findall(text.lower()))


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
