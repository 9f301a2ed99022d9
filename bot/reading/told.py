"""Signs in a text as it is told: without who somebody is, save for the signs that name a disability."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from bot.reading.context import Context
from bot.reading.identity import names_a_disability
from bot.reading.model import Status
from bot.reading.signs import Match, SignIndex
from bot.reading.words import Sentence

Owner = TypeVar("Owner")


class Part(NamedTuple):
    """A text, its sentences and what the words of each say about each other."""

    text: str
    sentences: Sequence[Sentence]
    contexts: Sequence[Context]

    @property
    def status(self) -> Status | None:
        """The status that the text gives all of itself, such as an invented case."""
        told = [context.text for context in self.contexts if context.text]
        return told[0] if told and Status.PRESENT not in told else None


class Told(NamedTuple):
    """A redacted text as it is written, as ``plain`` as for anybody, and with no more than ``needs`` named.

    All three are of one length: a place in one is the same place in the others.
    """

    text: str
    plain: Part
    needs: Part


class Hit(NamedTuple):
    """A sign in a sentence, which has the same number in both parts, and the context of the next one."""

    match: Match[Any]
    tokens: Sentence
    context: Context
    following: Context | None
    sentence: int


class ToldSigns(Generic[Owner]):
    """Sign lines that are found in a text as it is told."""

    def __init__(
        self, signs: Iterable[tuple[Owner, str]], equals: Iterable[Iterable[str]], light: Iterable[str]
    ) -> None:
        lines, equals, light = list(signs), list(equals), tuple(light)
        self._all = SignIndex(lines, equals, light)
        self._naming = SignIndex([one for one in lines if names_a_disability(one[1])], equals, light)
        self.keys = self._all.keys
        self.stated = self._all.stated

    def find(self, told: Told, holds: Callable[[str], bool], needs: bool = True) -> Iterator[Hit]:
        """Every sign, sentence by sentence; then, with ``needs``, those that only a disability makes."""
        ends = [tokens[-1].end for tokens in told.needs.sentences]
        parts = [(self._all, told.plain)]
        if needs and told.needs is not told.plain:
            parts.append((self._naming, told.needs))
        for index, part in parts:
            for tokens, context, following in zip(part.sentences, part.contexts, (*part.contexts[1:], None)):
                for match in index.find(tokens, holds, context.is_literal):
                    yield Hit(match, tokens, context, following, bisect_left(ends, tokens[-1].end))
