"""Signs and meaning weighed together: which signs stand, which are asked about, what meaning adds.

Signs are precise and miss what nobody wrote down; meaning sees the whole of what was said, such as
"first time, sorted by dinner", and names the nearest indicator. The level that the whole text speaks
for decides, signs counted in, and counted more where the words around them are about their topic: a
sign above it is asked about instead of counted, and where no sign stands at it, meaning names one. In
a longer text a sign whose words met by chance is asked about too, and what is clearly spoken of without
a sign is added. A red flag weighs most and is never dropped, only asked about where hardly anything
else speaks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from spacy.lang.en.stop_words import STOP_WORDS

from bot.content.load import Content
from bot.content.model import STAFF_TOPIC
from bot.reading.context import Context, Span
from bot.reading.meaning import Guess, Joined, Kind, Meaning, level_of
from bot.reading.model import Mention, Status
from bot.reading.someone import is_about_the_writer
from bot.reading.words import Sentence, is_known

METHOD = "meaning"
# Chosen on the development sets (docs/quality.md). Weights add to the logarithm of a level's chance.
SIGN, RED_FLAG = 1.0, 3.0
SUPPORT_FROM, MOST_SUPPORT = 0.05, 3.0  # chance of its topic from which a sign counts more, and how often
HARM, MOST_DOUBT = 0.3, 0.5  # chance of some harm below which significant harm without a sign is doubted
LEAST = 0.3  # of the whole text, below which meaning names nothing
LEAST_BESIDE = 0.8  # of one sentence, to name something beside what is there
NEAR = 0.35
SURE, CLOSE = 0.75, 0.6  # chance and cosine from which meaning names a red flag
IMPROBABLE, BY_CHANCE = 0.01, 0.003  # chance of its topic: below, nothing is named, a sign only asked about
CLEAR, CLEAR_IN_STORY = 0.35, (0.5, 0.5, 0.35, 0.2)  # chance of a topic from which it is added, by level
ASKED_FROM = 0.2  # chance of a harm from which it is at least asked about
_SHORT_TEXT = 3  # sentences that are read as one
_FEWEST_WORDS, _FEWEST_OF_MANY = 4, 6
_SERIOUS, _EVERYDAY = 3, 0
_QUESTION = frozenset("what who where which how why do does can could should shall am".split())
# telling words that a part needs before meaning names anything, by level: "we met at the school" is no news
_TELLING = (3, 3, 3, 2)
_WORD = re.compile(r"[a-z0-9']+")
_FORM = re.compile(r"(?:child|age|role|area) ?:|i am the [^,;]{1,60}$", re.I)  # who it is about, who writes
_GONE = (Status.DENIED, Status.PAST, Status.SOMEONE_ELSE, Status.FAMILY_HISTORY)
_UNSAID = (Status.HYPOTHETICAL, Status.ASKED)


@dataclass(frozen=True)
class _Part:
    """A stretch of text: what it says, what is left of it without clauses that are not so, its status."""

    text: str
    start: int
    end: int
    said: str
    status: Status


_Guessed = tuple[_Part, Guess]


class Judge:
    """Weighs what signs found against what meaning guesses. Holds no state and is safe in threads."""

    def __init__(self, content: Content, meaning: Meaning) -> None:
        self._indicators = content.indicators
        self._levels = {key: level_of(one.tier) for key, one in content.indicators.items()}
        self._red_flags = frozenset(key for key, one in content.indicators.items() if one.red_flag)
        self._harms = frozenset(key for key, one in content.topics.items() if one.flag)
        self._meaning = meaning

    def weigh(
        self,
        text: str,
        sentences: Sequence[Sentence],
        contexts: Sequence[Context],
        found: tuple[Mention, ...],
    ) -> tuple[Mention, ...]:
        """``found`` as it stands beside meaning, and what meaning adds."""
        told = [(s, c) for s, c in zip(sentences, contexts) if not _asks(s) and not _is_form(text, s)]
        words = frozenset(token.norm for tokens, _ in told for token in tokens)
        too_few = sum(len(tokens) for tokens, _ in told) < _FEWEST_WORDS
        if too_few or is_about_the_writer(words) or not _is_english(words):
            return found
        whole = _part(text, told)
        is_long = len(told) > _SHORT_TEXT
        sentences_told = [_part(text, [one]) for one in told]
        pairs = [_part(text, told[at : at + 2]) for at in range(len(told) - 1)]
        whole_guess, *guesses = self._meaning.guess(
            [part.said or part.text for part in (whole, *sentences_told)],
            [Joined(part.said or part.text, _so(sentences_told, at)) for at, part in enumerate(pairs)],
        )
        long_enough = [len(tokens) >= _FEWEST_OF_MANY for tokens, _ in told]
        alone = [one for one, enough in zip(zip(sentences_told, guesses), long_enough) if enough]
        if not is_long:
            alone = [(whole, whole_guess)]
        parts = [*alone, *zip(pairs, guesses[len(told) :])]
        level = self._level(whole_guess, found, parts)
        least = IMPROBABLE if is_long else 0.0
        kept = [self._beside(level, one, parts, BY_CHANCE if is_long else 0.0) for one in found]
        kept += self._added(level, whole_guess, alone, kept, least)
        clear = CLEAR_IN_STORY[level] if is_long else CLEAR
        return (*kept, *self._spoken_of(level, parts, kept, clear))

    def _level(self, whole: Guess, found: Sequence[Mention], parts: Sequence[_Guessed]) -> int:
        """The likeliest level of the whole, signs and meaning together."""
        lines = np.log(whole.chances)
        weights = [0.0] * len(lines)
        for one in found:
            if one.status is Status.PRESENT:
                weight = RED_FLAG if one.indicator in self._red_flags else SIGN
                support = 1 + np.log10(self._topic_chance(one, parts) / SUPPORT_FROM)
                level = self._levels[one.indicator]
                weights[level] = max(weights[level], weight * float(np.clip(support, 1, MOST_SUPPORT)))
        highest = max((level for level, weight in enumerate(weights) if weight), default=0)
        lines[highest] += weights[highest]
        if not weights[_SERIOUS]:
            clearest = max((guess.topics[one] for _, guess in parts for one in self._harms), default=HARM)
            lines[_SERIOUS] += float(np.clip(np.log10(clearest / HARM), -MOST_DOUBT, 0))
        return int(lines.argmax())

    def _topic_chance(self, mention: Mention, parts: Sequence[_Guessed]) -> float:
        """How likely the words around a mention are about one of its topics."""
        around = (guess for part, guess in parts if part.start < mention.end and mention.start < part.end)
        topics = self._indicators[mention.indicator].topics
        return max((guess.topics[topic] for guess in around for topic in topics), default=SUPPORT_FROM)

    def _beside(self, level: int, mention: Mention, parts: Sequence[_Guessed], least: float) -> Mention:
        """A sign as it stands: one above the level of the whole is asked about, and so is one, other than
        a red flag, whose topic is less likely than ``least`` in the words around it."""
        if mention.status is not Status.PRESENT:
            return mention
        if self._indicators[mention.indicator].topic == STAFF_TOPIC:
            return mention  # who works with children is for the LADO, however calmly it is told
        unlikely = mention.indicator not in self._red_flags and self._topic_chance(mention, parts) < least
        if unlikely or self._levels[mention.indicator] > level:
            return replace(mention, status=Status.HYPOTHETICAL, confidence=round(mention.confidence / 2, 2))
        return mention

    def _added(
        self,
        level: int,
        whole: Guess,
        parts: Sequence[_Guessed],
        kept: Sequence[Mention],
        least: float,
    ) -> list[Mention]:
        """The part that says the level most clearly, where no sign stands at it; and what other parts
        say clearly, at that level or below. Nothing whose topic is less likely than ``least``."""
        open_parts = [(part, guess) for part, guess in parts if part.status not in _UNSAID]
        added: list[Mention | None] = []
        stands = any(one.status is Status.PRESENT and self._levels[one.indicator] == level for one in kept)
        if open_parts and not stands and whole.chances[level] >= LEAST:
            part, guess = max(
                open_parts, key=lambda one: (one[0].status is Status.PRESENT, one[1].chances[level])
            )
            if part.status is Status.DENIED and level < _SERIOUS:
                part = replace(part, status=Status.PRESENT)  # "nobody plays with him" is the worry itself
            at = level if part.said in ("", part.text) else min(level, int(np.argmax(guess.chances)))
            added.append(self._name(part, guess, at, whole.chances[level], least))
        for part, guess in open_parts:
            own = int(np.argmax(guess.chances))
            unread = not any(one.start < part.end and part.start < one.end for one in kept)
            if unread and _EVERYDAY < own <= level and guess.chances[own] >= LEAST_BESIDE:
                added.append(self._name(part, guess, own, guess.chances[own], least))
        known = {one.indicator for one in kept} | self._said_otherwise(kept)
        new: dict[str, Mention] = {}
        for one in added:
            if one is not None and one.indicator not in known:
                new.setdefault(one.indicator, one)
        return list(new.values())

    def _said_otherwise(self, kept: Sequence[Mention]) -> set[str]:
        """Indicators of topics that a sign found denied, past or somebody else's, and none found present."""
        present = {t for one in kept if one.status is Status.PRESENT for t in self._topics_of(one)}
        gone = {t for one in kept if one.status in _GONE for t in self._topics_of(one)} - present
        return {key for key, one in self._indicators.items() if one.topic in gone}

    def _topics_of(self, mention: Mention) -> tuple[str, ...]:
        return self._indicators[mention.indicator].topics

    def _name(self, part: _Part, guess: Guess, level: int, chance: float, least: float) -> Mention | None:
        """The nearest indicator of a level, unless it is a strength, far off or unlikely.

        Signs guarantee red flags; meaning names one only where it is sure.
        """
        named = self._meaning.name(guess, (level,))
        sure = chance >= SURE and named is not None and named.nearness >= CLOSE
        if level == _SERIOUS and not sure and named is not None and named.owner in self._red_flags:
            named = self._meaning.name(guess, (level,), Kind.NO_RED_FLAG)
        if named is None or named.owner not in self._indicators or named.nearness < NEAR:
            return None
        likely = max(guess.topics[topic] for topic in self._indicators[named.owner].topics) >= least
        says_something = _telling(part.said or part.text) >= _TELLING[level]
        return _mention(named.owner, part, chance) if likely and says_something else None

    def _spoken_of(
        self, level: int, parts: Sequence[_Guessed], kept: Sequence[Mention], clear: float
    ) -> Iterable[Mention]:
        """What is clearly spoken of though nothing that was found is about it, and harm that may be.

        Named at the level of the whole or below, and by no indicator that opens a door of its own:
        what to do first follows from signs and from the level. A person in a position of trust is left to
        signs, for that every school and nursery is spoken of.
        """
        known = {topic for one in kept for topic in self._indicators[one.indicator].topics}
        told = [(part, guess) for part, guess in parts if part.status is Status.PRESENT]
        for topic in self._meaning.topics if told else ():
            part, guess = max(told, key=lambda one: one[1].topics[topic])
            chance = guess.topics[topic]
            least = min(clear, ASKED_FROM) if topic in self._harms else clear
            if topic in known or topic == STAFF_TOPIC or chance < least:
                continue
            named = self._meaning.name(guess, range(_EVERYDAY + 1, level + 1), Kind.NO_DOOR, topic)
            if named is not None and named.nearness >= NEAR:
                known.update(self._indicators[named.owner].topics)
                status = Status.PRESENT if chance >= clear else Status.HYPOTHETICAL
                yield _mention(named.owner, replace(part, status=status), chance)


def _mention(indicator: str, part: _Part, chance: float) -> Mention:
    return Mention(indicator, part.status, part.text, part.start, part.end, round(chance, 2), METHOD)


def _so(sentences: Sequence[_Part], first: int) -> tuple[int, ...]:
    """Places, after the whole text, of those of two sentences that say what is so; of both if none does."""
    both = (first, first + 1)
    return tuple(at + 1 for at in both if sentences[at].status is Status.PRESENT) or (first + 1, first + 2)


def _telling(text: str) -> int:
    """How many words say something: "He is in class" has one, a number none."""
    return sum(word not in STOP_WORDS and not word.isdigit() for word in _WORD.findall(text.lower()))


def _is_form(text: str, tokens: Sentence) -> bool:
    """Whether a sentence only says whom it is about or who writes, as a form does."""
    return _FORM.match(text[tokens[0].start : tokens[-1].end]) is not None


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
