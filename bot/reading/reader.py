"""The reader: built once from content, then asked from any thread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.content.load import Content
from bot.reading.context import Context, ContextReader
from bot.reading.facts import FactReader
from bot.reading.model import Reading, Status
from bot.reading.recognise import match_status, recognise, whole_text_status
from bot.reading.redact import redact
from bot.reading.rules import ReadingRules, load_rules
from bot.reading.signs import SignIndex
from bot.reading.words import Sentence, Vocabulary

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
        text, sentences, contexts = self._sentences(text)
        facts, holds = self._facts.read(text, sentences, contexts)
        mentions = recognise(self._indicators, text, sentences, contexts, holds)
        if self._judge is not None:
            mentions = self._judge.weigh(text, sentences, contexts, mentions)
        return Reading(text=text, mentions=mentions, facts=facts)

    def present_lines(self, text: str) -> set[tuple[str, str]]:
        """Every sign line that finds its sign present in ``text``, with its indicator.

        More than is read: lesser signs in the same words too. For measuring content.
        """
        text, sentences, contexts = self._sentences(text)
        _, holds = self._facts.read(text, sentences, contexts)
        whole = whole_text_status(contexts)
        return {
            (match.owner.id, match.sign.line)
            for tokens, context, following in zip(sentences, contexts, (*contexts[1:], None))
            for match in self._indicators.find(tokens, holds, context.is_literal)
            if match_status(match, context, following, whole)[0] is Status.PRESENT
        }

    def _sentences(self, text: str) -> tuple[str, list[Sentence], list[Context]]:
        """The redacted text, its sentences and what their words say about each other."""
        text = redact(_MARKUP.sub(" ", text))
        sentences = self._words.sentences(text)
        return text, sentences, [self._contexts.read(sentence) for sentence in sentences]
