"""Who somebody is, taken out of a text before anything is recognised in it (design rule 19).

A guess from words and nearness would else learn that some groups stand beside worry, or beside plain
everyday life, more often in the examples; and a word more between two others would part a sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from bot.content.derived import kept
from bot.reading.ages import NUMBER
from bot.reading.rules import identity_words, split_alternatives

_WORD = re.compile(r"[a-z]+")
_AT_THE_AGE = re.compile(r"\s*,?\s+at the age of (?=\d)", re.I)  # says no more than "of"
_SPACES = re.compile(r"\s{2,}")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_VOWELS = "aeiou"


class _Words(NamedTuple):
    """Each finds words: ``left_out`` with the article before them, ``alike`` those ``said`` otherwise."""

    left_out: re.Pattern[str]
    alike: re.Pattern[str]
    said: dict[str, str]


class _Describing(NamedTuple):
    """Finds words that describe a person: ``before`` a noun with the article, ``after`` a verb, ``phrase``
    anywhere. ``only`` is a whole sentence of them. One of ``keys``, without an s, is in every one of them."""

    keys: frozenset[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    phrase: re.Pattern[str]
    word: re.Pattern[str]
    only: re.Pattern[str]


def without_identity(text: str) -> str:
    """The text with the words of data/guidance/reading/identity.yml left out or said alike."""
    words = _words()
    text = words.left_out.sub(_article, text)
    text = _AT_THE_AGE.sub(" of ", words.alike.sub(lambda found: words.said[found[0].lower()], text))
    return _SPACES.sub(" ", text).strip()


def undescribed(text: str, needs: bool = False) -> str:
    """The text with blanks, as many as there were letters, for words that describe a person.

    With ``needs`` those for a disability stay.
    """
    words = _describing(needs)
    if words.keys.isdisjoint(word.rstrip("s") for word in _WORD.findall(text.lower())):
        return text
    text = _SENTENCE.sub(partial(_unless_only_who, words), text)
    for pattern in (words.phrase, words.before, words.after):
        text = pattern.sub(_blank, text)
    return text


def names_a_disability(line: str) -> bool:
    """Whether a sign line names one."""
    return _disability().search(line) is not None


def _unless_only_who(words: _Describing, found: re.Match[str]) -> str:
    is_only_who = words.word.search(found[0]) and words.only.fullmatch(found[0])
    return " " * len(found[0]) if is_only_who else found[0]


def _blank(found: re.Match[str]) -> str:
    """Blanks, and the article as it is before what follows: "an autistic boy" is "a boy"."""
    said = found.groupdict()
    kept_words = said.get("kept") or ""
    return (kept_words + _article(found)).ljust(len(found[0]))


def _article(found: re.Match[str]) -> str:
    article = found.groupdict().get("article")
    if article is None:
        return ""
    following = found.string[found.end() :].lstrip()[:1].lower()
    return article[0] + ("n" if following and following in _VOWELS else "")


@kept(1)
def _words() -> _Words:
    rules = identity_words()
    left_out = _any_of(part for name in ("leave_out", "disability", "looks") for part in rules[name])
    said = {word: alike for alike, line in rules["alike"].items() for word in split_alternatives([line])}
    return _Words(
        re.compile(rf"(?:\b(?P<article>an?) )?\b(?:{left_out})s?(?:,? (?:{left_out})s?)*\b", re.I),
        re.compile(rf"\b(?:{_any_of(said)})\b", re.I),
        said,
    )


@kept(2)
def _describing(needs: bool) -> _Describing:
    rules = identity_words()
    names = ("leave_out", "looks") if needs else ("leave_out", "looks", "disability")
    every = split_alternatives(line for name in names for line in rules[name])
    phrases = [one for one in every if one.split()[0] in _OPENERS or " for " in one]
    word = _any_of(one for one in every if one not in phrases)
    children, between = _any_of(rules["children"]), _any_of([rules["between"]])
    people = _any_of([*rules["children"], *rules["people"]])
    some = rf"(?:{word})s?(?:(?:,|,? and)? (?:{word})s?)*"
    return _Describing(
        keys=frozenset(max(_WORD.findall(one), key=len).rstrip("s") for one in (*every, "name")),
        # a faith can be a name too, and is then redacted: "a [name] boy"
        before=re.compile(
            rf"(?:\b(?P<article>an?) )?(?:\b{some},? (?=(?:(?:{between}) )*(?:{people})\b)"
            rf"|\[name\] (?=(?:{children})\b))",
            re.I,
        ),
        after=re.compile(
            rf"(?P<kept>\b(?:{people}|he|she|they|i|we|\[name\])(?: (?:is|are|was|were)|['’](?:s|re)) )"
            rf"(?:an? )?{some}(?=\s*(?:[^\w\s]|$)|\s+(?:and|but|who|so)\b)",
            re.I,
        ),
        phrase=re.compile(rf" ?\b(?:{_any_of(phrases)})\b", re.I),
        word=re.compile(rf"\b(?:{_any_of(every)})\b|(?:\b(?:is|are)|['’](?:s|re)) \[name\]", re.I),
        only=re.compile(rf"(?:(?:{_any_of([*every, *rules['only_who']])}|s)\b|\[name\]|[^\w\[])*", re.I),
    )


_OPENERS = frozenset("who with in looks could has uses".split())


@kept(1)
def _disability() -> re.Pattern[str]:
    lines = identity_words()["disability"]
    words = [one.split()[-1] if one.split()[0] in _OPENERS else one for one in split_alternatives(lines)]
    return re.compile(rf"\b(?:{_any_of(words)}|down'?s)\b", re.I)


def _any_of(lines: Iterable[str]) -> str:
    longest_first = sorted(split_alternatives(lines), key=len, reverse=True)
    return "|".join(map(_pattern, longest_first))


def _pattern(phrase: str) -> str:
    return re.escape(phrase).replace("'", "['’]").replace("NUM", NUMBER)
