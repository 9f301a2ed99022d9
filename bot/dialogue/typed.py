"""Typing instead of choosing: which options does a typed answer mean?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rapidfuzz import fuzz, process

from bot.dialogue.case import UNKNOWN
from bot.dialogue.message import Option

_NOT_KNOWN = re.compile(
    r"^\W*(i )?(do ?n.?t know|dont know|not sure|unsure|no idea|dk|unknown|skip|pass|next|continue)\W*$", re.I
)
_LETTERED = re.compile(r"([a-h])\W{0,3}(\d{1,2}(?:\W+\d{1,2})*)", re.I)
_ONLY_LETTERED = re.compile(r"^\W*(?:[a-h]\W{0,3}\d{1,2}(?:\W+\d{1,2})*\W*)+$", re.I)
_NUMBERS = re.compile(r"^\W*(\d{1,2})(?:\W+(\d{1,2}))*\W*$")
_YES_OR_NO = ("yes", "no")
_SAME = 88
_SHORT = 60
_SHARE = 0.25  # of the words that another word for an option has to make up, unless it comes first


def typed_answers(
    text: str,
    fields: Mapping[str, tuple[Option, ...]],
    signs: Mapping[str, Mapping[str, tuple[str, ...]]],
    many: frozenset[str],
) -> dict[str, tuple[str, ...]]:
    """Answers that a typed text gives to the open questions, empty if it gives none.

    ``fields`` are the open questions in order with their options; ``signs`` holds, by
    question and option, other words for an option. Numbers pick options in the order shown
    ("2"), letters pick questions of a form ("a2 b1"), anything else is compared with labels. "I don't know"
    leaves tick lists as they were ticked beforehand: it is never no (rule 7), least of all to a red flag.
    """
    if _NOT_KNOWN.match(text):
        return {question: _not_known(options) for question, options in fields.items()}
    lettered = by_letter(text, fields)
    if lettered:
        return lettered
    if len(fields) == 1:
        ((question, options),) = fields.items()
        return _one_question(text, question, options, question in many, signs.get(question, {}))
    if len(text) > 2 * _SHORT:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for part in re.split(r"[,;\n]+", text):
        for question, options in fields.items():
            if question not in found:
                values = _by_words(part, options, signs.get(question, {}))
                if values:
                    found[question] = values
                    break
    return found


def one_answer(
    text: str, options: tuple[Option, ...], signs: Mapping[str, tuple[str, ...]], *, numbers: bool = True
) -> str | None:
    """The option of one question that a typed text means, or None.

    ``signs`` holds other words for an option. With ``numbers``, "2" is the second one.
    """
    if numbers and (found := _NUMBERS.match(text)) and not found.group(2):
        place = int(found.group(1))
        return options[place - 1].value if 0 < place <= len(options) else None
    return next(iter(_by_words(text, options, signs)), None)


def _not_known(options: tuple[Option, ...]) -> tuple[str, ...]:
    if any(option.value == UNKNOWN for option in options):
        return (UNKNOWN,)
    return tuple(option.value for option in options if option.chosen)


def by_letter(text: str, fields: Mapping[str, tuple[Option, ...]]) -> dict[str, tuple[str, ...]]:
    """ "a2 b1 b3", and nothing else: "a 5 month old" is no answer."""
    if len(text) > 2 * _SHORT or not _ONLY_LETTERED.match(text):
        return {}
    names = dict(zip("abcdefgh", fields))
    found: dict[str, tuple[str, ...]] = {}
    for letter, numbers in _LETTERED.findall(text):
        question = names.get(letter.lower())
        for number in map(int, re.findall(r"\d+", numbers)):
            if question is not None and 0 < number <= len(fields[question]):
                found[question] = (*found.get(question, ()), fields[question][number - 1].value)
    return found


def _one_question(
    text: str,
    question: str,
    options: tuple[Option, ...],
    many: bool,
    signs: Mapping[str, tuple[str, ...]],
) -> dict[str, tuple[str, ...]]:
    if _NUMBERS.match(text):
        numbers = [int(number) for number in re.findall(r"\d+", text)]
        if all(0 < number <= len(options) for number in numbers) and (many or len(numbers) == 1):
            return {question: tuple(options[number - 1].value for number in numbers)}
    values = _by_words(text, options, signs)
    return {question: values} if values else {}


def _by_words(
    text: str, options: tuple[Option, ...], signs: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    said = text.strip().lower()
    if not said or len(said) > _SHORT:
        return ()
    labels = {option.value: option.label.lower() for option in options}
    best = process.extractOne(said, labels, scorer=fuzz.ratio, score_cutoff=_SAME)
    if best:
        return (best[2],)
    words = f" {re.sub(r'[^a-z0-9 ]', ' ', said)} "
    hits = [
        (len(sign), option.value)
        for option in options
        for sign in (*signs.get(option.value, ()), labels[option.value])
        if _says(words, said, sign.lower())
    ]
    return (max(hits)[1],) if hits else ()


def _says(words: str, said: str, sign: str) -> bool:
    """Whether a text means an option by one of its other words, and is not a story that holds it.

    The sign comes first ("no, he is not"; but "no food in the house" does not say no), or makes
    up a good part of the text.
    """
    if f" {sign} " not in words:
        return False
    if sign in _YES_OR_NO:
        return re.match(rf"\W*{sign}\W*([,.;:!-]|$|\b(he|she|they|it|i|not|because)\b)", said) is not None
    return words.startswith(f" {sign} ") or len(sign.split()) >= _SHARE * len(words.split())
