"""What participants read, and the words by which their questions are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.lang.en.stop_words import STOP_WORDS

from bot.content.abbreviations import explained, unexplained_in
from bot.content.load import Content, Problem
from bot.content.readability import READING_AGE, measured, outliers, typical
from bot.content.texts import Shown
from bot.exercises.texts import Location, texts
from bot.exercises.written import Written

_FEWEST_LETTERS = 3
# what lines of signs are written with; a line of nothing but an exclusion is heard in an empty text
_SIGN_MARKS = "|+@!*"
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# numbers to ring: with a dialling code, in two threes, and short ones after "ring" or "on"
_NUMBER = re.compile(r"\b0\d{2,4}(?: ?\d{3,4})+\b|\b\d{3} \d{3}\b")
_SHORT_NUMBER = re.compile(r"\b(?:ring|rings|rang|call|calls|on|or) (\d{3})\b(?! ?\d)", re.I)
_PLACEHOLDER = re.compile(r"\{[a-z_:0-9]+\}")


def words_to_listen_for(written: Written) -> Iterator[Problem]:
    """Words under ``said`` that would be heard in nearly every text, or in an empty one."""
    for number, stage in enumerate(written.exercise.stages):
        for position, wanted in enumerate(stage.wanted):
            for place, said in enumerate(wanted.said):
                if fault := _too_easily_heard(said):
                    at = ("stages", number, "wanted", position, "said", place)
                    mend = "write what people say when they ask this, in a few words"
                    yield written.problem(f"{stage.id}: said {said!r} {fault}", mend, *at)


def _too_easily_heard(said: str) -> str | None:
    words = _WORD.findall(said)
    letters = sum(map(len, words))
    if not words:
        return "holds no word, so it is heard in an empty text"
    if marks := [mark for mark in _SIGN_MARKS if mark in said]:
        return f"holds {' '.join(marks)}, which means something else where words are read"
    if letters < _FEWEST_LETTERS and not said.isupper():
        return "is too short"
    if all(word.lower() in STOP_WORDS for word in words) and len(words) == 1:
        return "is a word of nearly every sentence"
    return None


def texts_read_well(written: Written, content: Content) -> Iterator[Problem]:
    """Reading age, abbreviations, numbers to ring, and placeholders that nothing fills."""
    found = dict(texts(written.exercise))
    yield from _reading_age(written, found)
    known, numbers = explained(content), _numbers(content)
    for location, text in found.items():
        for name in unexplained_in(text, known):
            mend = "write what it stands for, or add it to data/guidance/glossary.yml"
            yield written.problem(f"{name} is not explained", mend, *location)
        for number in (*_NUMBER.findall(text), *_SHORT_NUMBER.findall(text)):
            if number.replace(" ", "") not in numbers:
                mend = "use a number of data/guidance, or name whom to ring without one"
                yield written.problem(f"no contact has the number {number}", mend, *location)
        for placeholder in _PLACEHOLDER.findall(text):
            mend = "write it out: a case is told as it stands"
            yield written.problem(f"nothing fills {placeholder}", mend, *location)


def _reading_age(written: Written, found: dict[Location, str]) -> Iterator[Problem]:
    """The typical sentence can be read at twelve; much harder ones are named."""
    places = {str(location): location for location in found}
    sentences = measured(Shown("exercises", written.exercise.id, str(at), text) for at, text in found.items())
    if sentences and typical(sentences) > READING_AGE:
        message = f"its reading age is {typical(sentences)}, above {READING_AGE:.0f}"
        yield written.problem(message, "use shorter words and sentences")
    for one in outliers(sentences):
        message = f"reading age {one.age:.0f}: {one.text}"
        mend = "say it in shorter words, or in two sentences"
        yield written.problem(message, mend, *places[one.shown.field], warning=True)


@lru_cache(maxsize=8)
def _numbers(content: Content) -> frozenset[str]:
    """The digits of every contact's number, national and local."""
    areas = content.partnerships.values()
    contacts = [*content.contacts.values(), *(one for area in areas for one in area.contacts)]
    return frozenset("".join(re.findall(r"\d", one.phone)) for one in contacts if one.phone)
