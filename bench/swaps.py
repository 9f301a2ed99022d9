"""The same story about another child: sex swapped; ethnicity, faith, disability or looks swapped or added.

The words are in bench/facts/swaps.yml. The rules rather leave a text alone than tell another story: a pronoun
that may be mum's stays as it is, and so does a text about pregnancy or about what is done to one sex only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

_WORDS: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("facts").joinpath("swaps.yml").read_text("utf-8")
)
WHO: Mapping[str, list[str]] = _WORDS["who"]
SEX = "sex"
_BEHIND = ("who ", "with ")


def _any_of(*lists: str) -> str:
    return "|".join(word.strip() for words in lists for word in words.split("|"))


_CHILD = _any_of(_WORDS["child"])
_A_CHILD = re.compile(rf"\b(?:{_CHILD})\b(?!-| (?:{_any_of(_WORDS['thing'])}))", re.IGNORECASE)
_OF_ONE_SEX = re.compile(rf"\b(?:{_any_of(_WORDS['of_one_sex'])})\b", re.IGNORECASE)
_OF = re.compile(r"(?: of \w+)?")  # "lad of fifteen", "son of mine"
_ARTICLE = re.compile(r"\b(a)n? $", re.IGNORECASE)
_WORD = re.compile(r"\byoung (?:wo)?man\b|\b[a-z]+\b", re.IGNORECASE)
_AFTER_HER = frozenset(_WORDS["after_her"].split())


class _Sex:
    """Words for a child of one sex, and whoever else a pronoun of it can mean."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self.nouns: Mapping[str, str] = words["nouns"]
        self.pronouns: Mapping[str, str] = words["pronouns"]
        self.others = re.compile(rf"\b(?:{_any_of(words['others'], _WORDS['either'])})\b", re.IGNORECASE)


_SEXES = (_Sex(_WORDS["boy"]), _Sex(_WORDS["girl"]))


@dataclass(frozen=True)
class Swap:
    """One way to tell of another child. ``change`` gives the new text, or None where it does not fit."""

    kind: str
    who: str
    change: Callable[[str], str | None]


def swaps() -> list[Swap]:
    """Every swap there is."""
    described = [
        Swap(kind, who, partial(described_as, kind=kind, who=who)) for kind in WHO for who in WHO[kind]
    ]
    return [Swap(SEX, "the other sex", of_other_sex), *described]


def one_of_each_kind(identity: str) -> list[Swap]:
    """One swap of every kind, by a hash of a text's id, so that over a whole set each has its turn."""
    by_kind: dict[str, list[Swap]] = {}
    for swap in swaps():
        by_kind.setdefault(swap.kind, []).append(swap)
    return [
        some[sha256(f"{kind} {identity}".encode()).digest()[0] % len(some)] for kind, some in by_kind.items()
    ]


def described_as(text: str, kind: str, who: str) -> str | None:
    """The text about a child who is ``who``; None if it says so already.

    It takes the place of another of its ``kind`` before a child's noun. Else it goes to the first such noun;
    where there is none, onto a line of its own.
    """
    others = "|".join(other for other in WHO[kind] if not other.startswith(_BEHIND))
    said = re.search(rf"\b({others}) (?={_CHILD})", text)
    if said is not None:
        if said[1] == who:
            return None
        text = text[: said.start()] + text[said.end() :]
    child = _A_CHILD.search(text)
    if child is None:
        return f"{text.rstrip()}\nThe child {_as_verb(who)}."
    if who.startswith(_BEHIND):
        of = _OF.match(text, child.end())
        end = of.end() if of else child.end()
        return f"{text[:end]} {who}{text[end:]}"
    article = "n " if who[0].lower() in "aeiou" else " "
    before = _ARTICLE.sub(lambda found: found[1] + article, text[: child.start()])
    return f"{before}{who} {text[child.start() :]}"


def _as_verb(who: str) -> str:
    if who.startswith("who "):
        return who.removeprefix("who ")
    return f"has {who.removeprefix('with ')}" if who.startswith("with ") else f"is {who}"


def of_other_sex(text: str) -> str | None:
    """The text about a girl instead of a boy or the other way round; everybody else stays who they are.

    None where the child's sex is not said, where a pronoun may be somebody else's, and in a story of one sex.
    """
    words = {found[0].lower() for found in _WORD.finditer(text)}
    sexes = [sex for sex in _SEXES if words & sex.nouns.keys()]
    if not sexes:
        sexes = [sex for sex in _SEXES if words & sex.pronouns.keys() and not sex.others.search(text)]
    if len(sexes) != 1 or _OF_ONE_SEX.search(text):
        return None
    sex = sexes[0]
    if words & sex.pronouns.keys() and sex.others.search(text):
        return None
    return _WORD.sub(lambda found: _other(sex, found, text), text)


def _other(sex: _Sex, found: re.Match[str], text: str) -> str:
    word = found[0].lower()
    new = sex.nouns.get(word) or sex.pronouns.get(word)
    if new is None:
        return found[0]
    following = re.match(r" ([a-z]+)", text[found.end() :], re.IGNORECASE)
    if word == "her" and (following is None or following[1].lower() in _AFTER_HER):
        new = "him"
    return new.capitalize() if found[0][0].isupper() else new
