"""Stretches of a text: what each says, what of it is so, and which are left out of account."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.lang.en.stop_words import STOP_WORDS

from bot.reading.context import Context, Span
from bot.reading.model import Status
from bot.reading.words import Sentence, is_known

FEWEST_WORDS = 4
# A question without its mark turns verb and subject round ("does she", "what is"). Notes leave out who does
# something ("Can't settle", "Does the tea") and begin with what they saw ("What she says is ...").
_ASKING = frozenset("what who where which how why".split())
_ASKED_BY = frozenset(
    "do does did is are was were be have has had can could should shall will would might must may not if "
    "else happens happen counts count kind sort type many much often long old soon about to level form "
    "number age time day team service".split()
)
_TURNED_ROUND = frozenset("do does can could should shall".split())
_ANYBODY = frozenset("i you we he she they it anyone anybody someone somebody there".split())
_MAY_DO = _TURNED_ROUND - {"do", "does"}  # no note does anything with these alone
_WHOEVER = _ANYBODY | frozenset(
    "the a an my our your his her their any this that these those mum dad parents police school schools "
    "social children".split()
)
_WORD = re.compile(r"[a-z0-9']+")
_FORM = re.compile(r"(?:child|age|role|area) ?:|i am the [^,;]{1,60}$", re.I)  # who it is about, who writes


@dataclass(frozen=True)
class Stretch:
    """A stretch of text: what it says, what is left of it without clauses that are not so, its status."""

    text: str
    start: int
    end: int
    said: str
    status: Status

    @property
    def told(self) -> str:
        """What is so, or all of it where nothing is."""
        return self.said or self.text


def told_sentences(
    text: str, sentences: Sequence[Sentence], contexts: Sequence[Context]
) -> list[tuple[Sentence, Context]]:
    """The sentences that tell something: no question, and not only who it is about or who writes."""
    return [(s, c) for s, c in zip(sentences, contexts) if not _asks(s) and not _is_form(text, s)]


def asked_sentences(
    text: str, sentences: Sequence[Sentence], contexts: Sequence[Context]
) -> list[tuple[Sentence, Context]]:
    """The sentences that are questions."""
    return [(s, c) for s, c in zip(sentences, contexts) if _asks(s) and not _is_form(text, s)]


def written(text: str, sentences: Sequence[Sentence]) -> list[str]:
    """The sentences as they were written, but those that only say who it is about or who writes."""
    return [text[one[0].start : one[-1].end] for one in sentences if not _is_form(text, one)]


def stretch(text: str, told: Sequence[tuple[Sentence, Context]]) -> Stretch:
    """Sentences as one stretch. Where nothing is left of them that is so, the status of what they say."""
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
        return Stretch(text[start:end], start, end, text[start:end], Status.PRESENT)
    said = " ".join(left)
    if len(said.split()) < FEWEST_WORDS:
        return Stretch(text[start:end], start, end, "", gone[0])
    return Stretch(text[start:end], start, end, said, Status.PRESENT)


def telling_words(text: str) -> int:
    """How many words say something: "He is in class" has one, a number none."""
    return sum(word not in STOP_WORDS and not word.isdigit() for word in _WORD.findall(text.lower()))


def is_english(words: frozenset[str]) -> bool:
    """Whether most words are in the dictionary: for another language a neighbour says nothing."""
    letters = [word for word in words if word.isalpha()]
    return 2 * sum(map(is_known, letters)) > len(letters)


def _is_form(text: str, tokens: Sentence) -> bool:
    return _FORM.match(text[tokens[0].start : tokens[-1].end]) is not None


def _asks(tokens: Sentence) -> bool:
    """Whether a sentence is a question; in doubt it tells something."""
    if tokens[-1].norm == "?":
        return True
    first, *others = (token.norm for token in tokens[:3])
    second, third = (*others, "", "")[:2]
    if first in _ASKING:
        return second in _ASKED_BY and third != "why"  # "Which is why I am worried"
    if first == "am":
        return second == "i"
    subject = third if second == "not" else second
    return first in _TURNED_ROUND and subject in (_WHOEVER if first in _MAY_DO else _ANYBODY)


def _status(context: Context, span: Span) -> Status:
    """The first status other than present that a telling word of the clause has."""
    statuses = [context.status(((at, at + 1),)) for at in range(*span) if at not in context.neutral]
    return next((one for one in statuses if one is not Status.PRESENT), Status.PRESENT)
