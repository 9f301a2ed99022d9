"""The reader: built once from content, then asked from any thread."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.content.load import Content
from bot.reading.context import ContextReader
from bot.reading.facts import FactReader
from bot.reading.identity import undescribed
from bot.reading.model import Mention, Reading, Status
from bot.reading.recognise import match_status, recognise
from bot.reading.redact import redact
from bot.reading.rules import ReadingRules, load_rules
from bot.reading.told import Part, Told, ToldSigns
from bot.reading.words import Vocabulary

if TYPE_CHECKING:
    from bot.reading.hearing import Guessed, Heard
    from bot.reading.meaning import Meaning
    from bot.reading.stories.weights import Taught

# Lists of names and numbers load on first use, which is now.
_MARKUP = re.compile(r"<[^<>]{1,200}>")  # tags that touch words would hide them
_WARM_UP = "Rung on 01632 960000"


class Reader:
    """Reads free text with the signs of ``content``.

    Building takes a second or two; reading holds no state and is safe in threads. ``rules`` are
    those of data/guidance/reading unless given. With ``meaning``, what no sign read is read by it, and
    weighed by what labelled ``stories`` taught.
    """

    def __init__(
        self,
        content: Content,
        rules: ReadingRules | None = None,
        meaning: Meaning | None = None,
        stories: Taught | None = None,
    ) -> None:
        rules = rules or load_rules()
        self._contexts = ContextReader(rules.context, rules.equals)
        self._facts = FactReader(content, rules)
        self._indicators = ToldSigns(
            [(item, line) for item in content.indicators.values() for line in item.signs],
            rules.equals,
            rules.context.light,
        )
        self._words = Vocabulary(self._indicators.keys | self._facts.index.keys | self._contexts.phrases)
        self._hear: Callable[..., Heard | None] = _nothing
        self._hear_questions: Callable[..., tuple[Guessed, ...]] = _no_questions
        self._judge = None
        if meaning is not None:
            from bot.reading.hearing import hear, hear_questions
            from bot.reading.judge import Judge

            self._hear = partial(hear, meaning)
            self._hear_questions = partial(hear_questions, meaning)
            self._judge = Judge(content, meaning, stories)
        self.read(_WARM_UP)

    @classmethod
    def taught(cls, content: Content, meaning: Meaning | None = None) -> Reader:
        """With all that examples and stories taught. Raises WrongWeights without the encoder."""
        from bot.reading.meaning import Meaning
        from bot.reading.stories.weights import kept_weights

        return cls(content, meaning=meaning or Meaning(content), stories=kept_weights(content))

    def read(self, text: str) -> Reading:
        """What ``text`` says, after personal data was taken out. Never raises for any string."""
        told = self._told(text)
        facts, holds = self._facts.read(told)
        found = recognise(self._indicators, told, holds, needs=False)
        heard = self._hear(*told.plain)
        mentions = found
        if self._judge is not None and heard is not None:
            weighed = self._judge.weigh(heard, found)
            mentions, facts = weighed.mentions, weighed.facts(facts)
        if self._judge is not None and not facts.danger:
            asked = self._hear_questions(*told.plain)
            if self._judge.hears_danger(asked, of_story=heard is not None and heard.is_story):
                facts = replace(facts, danger=True, danger_guessed=True)
        if told.needs is not told.plain:
            mentions = _added(
                mentions, set(recognise(self._indicators, told, holds, needs=True)) - set(found)
            )
        said = tuple(replace(one, text=told.text[one.start : one.end]) for one in mentions)
        return Reading(text=told.text, mentions=said, facts=facts)

    def heard(self, text: str) -> tuple[Heard | None, tuple[Mention, ...]]:
        """What meaning hears in ``text`` and the signs found in it, before they are weighed together."""
        told = self._told(text)
        _, holds = self._facts.read(told)
        return self._hear(*told.plain), recognise(self._indicators, told, holds, needs=False)

    def present_lines(self, text: str) -> set[tuple[str, str]]:
        """Every sign line that finds its sign present in ``text``, with its indicator.

        More than is read: lesser signs in the same words too. For measuring content.
        """
        told = self._told(text)
        _, holds = self._facts.read(told)
        return {
            (hit.match.owner.id, hit.match.sign.line)
            for hit in self._indicators.find(told, holds)
            if match_status(hit, told.plain.status)[0] is Status.PRESENT
        }

    def _told(self, text: str) -> Told:
        """The redacted text, as it is and without who somebody is."""
        text = redact(_MARKUP.sub(" ", text))
        plain, needs = undescribed(text), undescribed(text, needs=True)
        first = self._part(plain)
        return Told(text, first, first if plain == needs else self._part(needs))

    def _part(self, text: str) -> Part:
        """Sentences and what their words say about each other."""
        sentences = self._words.sentences(text)
        return Part(text, sentences, [self._contexts.read(sentence) for sentence in sentences])


def _nothing(*_: object) -> None:
    """What is heard without meaning."""


def _no_questions(*_: object) -> tuple[Guessed, ...]:
    """The same of questions."""
    return ()


def _added(mentions: tuple[Mention, ...], new: set[Mention]) -> tuple[Mention, ...]:
    """With what only a disability makes: it takes nothing from what would be read of any child."""
    present = {one.indicator for one in mentions if one.status is Status.PRESENT}
    more = {one.indicator: one for one in new if one.indicator not in present}
    in_order = sorted(more.values(), key=lambda one: (one.start, one.indicator))
    return (*(one for one in mentions if one.indicator not in more), *in_order)
