"""A statement of up to three sentences: signs and meaning weighed together.

What labelled statements taught says first how likely each tier is. Where that is the highest level, the
statement is weighed as a story is (``stories/judge.py``); below it, it counts beside what the examples say.

The level that the whole text speaks for decides, signs counted in, and counted more where the words
around them are about their topic: a sign above it is asked about instead of counted, and where no sign
stands at it, meaning names one. What is clearly spoken of without a sign is added. A red flag weighs most
and is never dropped, only asked about where hardly anything else speaks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from bot.content.load import Content
from bot.content.model import STAFF_TOPIC
from bot.reading.hearing import Guessed, Heard
from bot.reading.meaning import Guess, Meaning, level_of
from bot.reading.model import Mention, Status
from bot.reading.naming import Weighed, asked_about, mention
from bot.reading.owners import Mask, Owners
from bot.reading.stories.attuned import Attuned
from bot.reading.stories.judge import StoryJudge, said_otherwise
from bot.reading.stories.likely import Likely
from bot.reading.stories.weights import Weights
from bot.reading.stretches import Stretch, telling_words

# Chosen on the development sets (docs/quality.md). Weights add to the logarithm of a level's chance.
SIGN, RED_FLAG = 1.0, 3.0
SUPPORT_FROM, MOST_SUPPORT = 0.05, 3.0  # chance of its topic from which a sign counts more, and how often
HARM, MOST_DOUBT = 0.3, 0.5  # chance of some harm below which significant harm without a sign is doubted
# how much labelled statements count beside the examples; more where they speak for a lower level, as examples
# sound alike whether what they tell of is so or not, and where more is heard something has to be named
TAUGHT, TAUGHT_CALMER = 0.2, 0.5
LEAST = 0.3  # of the whole text, below which meaning names nothing
LEAST_BESIDE = 0.8  # of one sentence, to name something beside what is there
NEAR = 0.35
SURE, CLOSE = 0.75, 0.6  # chance and cosine from which meaning names a red flag
CLEAR, ASKED_FROM = (
    0.35,
    0.2,
)  # chance of a topic from which it is added, of a harm from which it is asked about
_SERIOUS, _EVERYDAY = 3, 0
_NEVER = 1e-4
# telling words that a part needs before meaning names anything, by level: "we met at the school" is no news
_TELLING = (3, 3, 3, 2)
_UNSAID = (Status.HYPOTHETICAL, Status.ASKED)


class StatementJudge:
    """Weighs what signs found against what meaning guesses. Holds no state and is safe in threads."""

    def __init__(
        self,
        content: Content,
        meaning: Meaning,
        owners: Owners,
        weights: Weights | None = None,
        attuned: Attuned | None = None,
    ) -> None:
        """Without ``weights``, by the examples alone."""
        self._indicators = content.indicators
        self._levels = {key: level_of(one.tier) for key, one in content.indicators.items()}
        self._red_flags = frozenset(key for key, one in content.indicators.items() if one.red_flag)
        self._harms = frozenset(key for key, one in content.topics.items() if one.flag)
        self._meaning = meaning
        self._owners = owners
        self._taught = StoryJudge(content, meaning, owners, weights, attuned) if weights else None

    def weigh(self, heard: Heard, found: tuple[Mention, ...]) -> Weighed:
        """``found`` as it stands beside meaning, and what meaning adds."""
        if self._taught is not None:
            likely = self._taught.likely(heard, found)
            is_so = heard.whole[0].status is Status.PRESENT
            if is_so and level_of(self._taught.tier(likely, found)) == _SERIOUS:
                return self._taught.weigh_as(likely, heard, found)
            heard = with_chances(heard, likely)
        level = self._level(heard.whole[1], found, heard.parts)
        kept = [self._beside(level, one) for one in found]
        kept += self._added(level, heard, kept)
        return Weighed((*kept, *self._spoken_of(level, heard.parts, kept)))

    def _level(self, whole: Guess, found: Sequence[Mention], parts: Sequence[Guessed]) -> int:
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

    def _topic_chance(self, mention: Mention, parts: Sequence[Guessed]) -> float:
        """How likely the words around a mention are about one of its topics."""
        around = (guess for part, guess in parts if part.start < mention.end and mention.start < part.end)
        topics = self._topics_of(mention)
        return max((guess.topics[topic] for guess in around for topic in topics), default=SUPPORT_FROM)

    def _beside(self, level: int, mention: Mention) -> Mention:
        """A sign as it stands: one above the level of the whole is asked about. Who works with children is
        for the LADO, however calmly it is told."""
        is_staff = self._indicators[mention.indicator].topic == STAFF_TOPIC
        if mention.status is not Status.PRESENT or is_staff or self._levels[mention.indicator] <= level:
            return mention
        return asked_about(mention)

    def _added(self, level: int, heard: Heard, kept: Sequence[Mention]) -> list[Mention]:
        """The level of the whole named, where no sign stands at it; and what the text says clearly at
        another level below it."""
        part, guess = heard.whole
        if part.status in _UNSAID:
            return []
        added: list[Mention | None] = []
        stands = any(one.status is Status.PRESENT and self._levels[one.indicator] == level for one in kept)
        own = int(np.argmax(guess.chances))
        if not stands and guess.chances[level] >= LEAST:
            if part.status is Status.DENIED and level < _SERIOUS:
                part = replace(part, status=Status.PRESENT)  # "nobody plays with him" is the worry itself
            at = level if part.said in ("", part.text) else min(level, own)
            added.append(self._name(part, guess, at, guess.chances[level]))
        unread = not any(one.start < part.end and part.start < one.end for one in kept)
        if unread and _EVERYDAY < own <= level and guess.chances[own] >= LEAST_BESIDE:
            added.append(self._name(heard.whole[0], guess, own, guess.chances[own]))
        gone = said_otherwise(self._indicators, kept)
        known = {key for key, one in self._indicators.items() if one.topic in gone}
        known |= {one.indicator for one in kept}
        new: dict[str, Mention] = {}
        for one in added:
            if one is not None and one.indicator not in known:
                new.setdefault(one.indicator, one)
        return list(new.values())

    def _topics_of(self, mention: Mention) -> tuple[str, ...]:
        return self._indicators[mention.indicator].topics

    def _name(self, part: Stretch, guess: Guess, level: int, chance: float) -> Mention | None:
        """The nearest indicator of a level, unless it is a strength, far off or says nothing.

        Signs guarantee red flags; meaning names one only where it is sure.
        """
        allowed = self._owners.of_levels((level,))
        named = self._meaning.name(guess, allowed)
        sure = chance >= SURE and named is not None and named.nearness >= CLOSE
        if level == _SERIOUS and not sure and named is not None and named.owner in self._red_flags:
            named = self._meaning.name(guess, allowed & ~self._owners.red_flag)
        if named is None or named.owner not in self._indicators or named.nearness < NEAR:
            return None
        return mention(named.owner, part, chance) if telling_words(part.told) >= _TELLING[level] else None

    def _spoken_of(self, level: int, parts: Sequence[Guessed], kept: Sequence[Mention]) -> Iterable[Mention]:
        """What is clearly spoken of though nothing that was found is about it, and harm that may be.

        Named at the level of the whole or below, and by no indicator that opens a door of its own:
        what to do first follows from signs and from the level. A person in a position of trust is left to
        signs, for that every school and nursery is spoken of.
        """
        known = {topic for one in kept for topic in self._topics_of(one)}
        told = [(part, guess) for part, guess in parts if part.status is Status.PRESENT]
        for topic in self._meaning.topics if told else ():
            part, guess = max(told, key=lambda one: one[1].topics[topic])
            chance = guess.topics[topic]
            least = ASKED_FROM if topic in self._harms else CLEAR
            if topic in known or topic == STAFF_TOPIC or chance < least:
                continue
            named = self._meaning.name(guess, self._plain(range(_EVERYDAY + 1, level + 1), topic))
            if named is not None and named.nearness >= NEAR:
                known.update(self._indicators[named.owner].topics)
                status = Status.PRESENT if chance >= CLEAR else Status.HYPOTHETICAL
                yield mention(named.owner, replace(part, status=status), chance)

    def _plain(self, levels: Iterable[int], topic: str) -> Mask:
        return self._owners.plain & self._owners.of_levels(levels) & self._owners.of_topic(topic)


def with_chances(heard: Heard, likely: Likely) -> Heard:
    """The whole with its levels' chances by what statements taught counted in."""
    part, guess = heard.whole
    taught = np.array([*likely.tiers[:_SERIOUS], likely.tiers[_SERIOUS:].sum()])
    is_calmer = taught.argmax() < np.argmax(guess.chances)
    share = TAUGHT_CALMER if is_calmer else TAUGHT
    pulls = (1 - share) * np.log(guess.chances) + share * np.log(taught + _NEVER)
    chances = np.exp(pulls) / np.exp(pulls).sum()
    whole = (part, guess._replace(chances=tuple(map(float, chances))))
    return replace(heard, whole=whole, alone=tuple(whole if one[0] is part else one for one in heard.alone))
