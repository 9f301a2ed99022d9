"""The reader: built once from content, then asked from any thread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.content.load import Content
from bot.reading.context import ContextReader
from bot.reading.facts import FactReader
from bot.reading.model import Reading
from bot.reading.recognise import recognise
from bot.reading.redact import redact
from bot.reading.rules import ReadingRules, load_rules
from bot.reading.signs import SignIndex
from bot.reading.words import Vocabulary

if TYPE_CHECKING:
    from bot.reading.meaning import Meaning

# Lists of names and numbers load on first use, which is now.
_MARKUP = re.compile(r"<[^<>]{1,200}>")  # tags that touch words would hide them
_WARM_UP = "Rung on 01632 960000"


class Reader:
    """Reads free text with the signs of ``content``.

    Building takes a second or two; reading holds no state and is safe in threads. ``rules`` are
    those of data/guidance/reading unless given. With ``meaning``, what no sign read is read by it.
    """

    def __init__(
        self, content: Content, rules: ReadingRules | None = None, meaning: Meaning | None = None
    ) -> None:
        rules = rules or load_rules()
        self._contexts = ContextReader(rules.context, rules.equals)
        self._facts = FactReader(content, rules)
        self._indicators = SignIndex(
            [(item, line) for item in content.indicators.values() for line in item.signs],
            rules.equals,
            rules.context.light,
        )
        self._words = Vocabulary(self._indicators.keys | self._facts.index.keys | self._contexts.phrases)
        self._judge = None
        if meaning is not None:
            from bot.reading.judge import Judge

            self._judge = Judge(content, meaning)
        self.read(_WARM_UP)

    def read(self, text: str) -> Reading:
        """What ``text`` says, after personal data was taken out. Never raises for any string."""
        text = redact(_MARKUP.sub(" ", text))
        sentences = self._words.sentences(text)
        contexts = [self._contexts.read(sentence) for sentence in sentences]
        facts, holds = self._facts.read(text, sentences, contexts)
        mentions = recognise(self._indicators, text, sentences, contexts, holds)
        if self._judge is not None:
            mentions = self._judge.weigh(text, sentences, contexts, mentions)
        return Reading(text=text, mentions=mentions, facts=facts)
