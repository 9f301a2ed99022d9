"""The words of a question for keyword search: base forms, spelling mended, abbreviations as one term."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.content.load import Content
from bot.reading.phrases import PhraseIndex, longest
from bot.reading.words import Vocabulary, is_known, phrase_keys, split_words

_LONGEST_ABBREVIATION = 5
_WORD = re.compile(r"[A-Za-z0-9]+")
_IN_BRACKETS = re.compile(r"^(.+?) \(([^()]+)\)$")


class Terms:
    """Cuts texts into terms. Holds no state and is safe in threads once built."""

    def __init__(self, texts: Iterable[str], equals: Iterable[Sequence[str]]) -> None:
        """``texts`` hold the words that a misspelt word may stand for.

        Words and phrases of one ``equals`` mean the same, so each of them is the same term as well.
        """
        groups = [tuple(phrase.lower() for phrase in group) for group in equals]
        self._equals: PhraseIndex[str] = PhraseIndex()
        self._long: dict[str, str] = {}
        for group in groups:
            for phrase in group:
                self._equals.add(phrase_keys(phrase, articles=True), f"={group[0]}")
                if _is_abbreviation(phrase) and (spoken := _spoken(group)):
                    self._long.setdefault(phrase, spoken)
        known = {norm for text in texts for _, _, norm in split_words(text)}
        known.update(key for group in groups for phrase in group for key in phrase_keys(phrase))
        self._vocabulary = Vocabulary(known)

    def of(self, text: str) -> frozenset[str]:
        """The terms of a text: a base form of each word, and ``=name`` for each set of equals."""
        found: set[str] = set()
        for sentence in self._vocabulary.sentences(text):
            for token in sentence:
                readings = token.readings - {token.text.lower()} if token.guessed else token.readings
                forms = [form for form in readings if form.isalnum() and form.islower()]
                found.update(sorted(forms, key=lambda form: (len(form), form))[:1])
            found.update(hit.payload for hit in longest(self._equals.find(sentence)))
        return frozenset(found)

    def written_out(self, text: str) -> str:
        """The text with abbreviations that are no words of their own written out."""
        return _WORD.sub(lambda word: self._long.get(word.group().lower(), word.group()), text)


def glossary_equals(content: Content) -> list[tuple[str, ...]]:
    """What the glossary says an abbreviation stands for: "LADO (local authority designated officer)"."""
    pairs = (_IN_BRACKETS.match(entry.term) for entry in content.glossary.values())
    return [
        tuple(sorted(pair.groups(), key=len))
        for pair in pairs
        if pair and any(_is_abbreviation(part.lower()) for part in pair.groups())
    ]


def _is_abbreviation(phrase: str) -> bool:
    return phrase.isalnum() and len(phrase) <= _LONGEST_ABBREVIATION and not is_known(phrase)


def _spoken(group: Sequence[str]) -> str | None:
    """What to write out: the first of several words."""
    return next((phrase for phrase in group if " " in phrase), None)
