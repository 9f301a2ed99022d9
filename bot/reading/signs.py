"""The sign language of docs/content.md: parse sign lines once, find them in sentences.

``bruise|mark + @non_mobile`` means: one of the words, and a fact of the whole text. Groups are
joined by ``+`` and stand in one sentence in any order; ``!`` excludes; ``word*`` is a beginning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Generic, TypeVar

from bot.reading.phrases import Found, PhraseIndex
from bot.reading.words import Token, phrase_keys

Owner = TypeVar("Owner")
MOST_COMBINATIONS = 200


@dataclass(frozen=True)
class Sign:
    """One sign line. ``groups`` must be there, ``without`` must not, ``facts`` must hold."""

    line: str
    groups: tuple[frozenset[str], ...]
    without: tuple[frozenset[str], ...]
    facts: frozenset[str]
    facts_without: frozenset[str]


@dataclass(frozen=True)
class Match(Generic[Owner]):
    """A sign found in a sentence, and for each group the places where its words stand."""

    owner: Owner
    sign: Sign
    places: tuple[tuple[tuple[int, int], ...], ...]

    def combinations(self) -> Iterable[tuple[tuple[int, int], ...]]:
        """Ways to pick one place for each group, no place twice; the first few of very many."""
        first = islice(product(*self.places), MOST_COMBINATIONS)
        return (picked for picked in first if len(set(picked)) == len(picked))


@dataclass(frozen=True)
class _Entry(Generic[Owner]):
    owner: Owner
    sign: Sign
    groups: tuple[int, ...]
    without: tuple[int, ...]


def parse(line: str) -> Sign:
    """A sign line as groups. Raises ValueError for a group without words."""
    groups: list[frozenset[str]] = []
    without: list[frozenset[str]] = []
    facts: set[str] = set()
    facts_without: set[str] = set()
    for part in line.split(" + "):
        text = part.strip()
        excluded = text.startswith("!")
        text = text[1:].strip() if excluded else text
        if text.startswith("@"):
            (facts_without if excluded else facts).update(f.strip(" @") for f in text.split("|"))
            continue
        alternatives = frozenset(a.strip() for a in text.split("|") if a.strip())
        if not alternatives:
            raise ValueError(f"a group of this sign has no words: {line!r}")
        (without if excluded else groups).append(alternatives)
    return Sign(line, tuple(groups), tuple(without), frozenset(facts), frozenset(facts_without))


def variants(
    keys: tuple[str, ...], equals: Mapping[str, Sequence[tuple[tuple[str, ...], ...]]]
) -> set[tuple[str, ...]]:
    """``keys`` and the same phrase with words of equal meaning put in, two swaps at most."""
    found = {keys}
    if equals.keys().isdisjoint(keys):
        return found
    newest = {keys}
    for _ in range(2):
        newest = {new for old in newest for new in _swapped(old, equals)} - found
        found |= newest
    return found


def _swapped(
    keys: tuple[str, ...], equals: Mapping[str, Sequence[tuple[tuple[str, ...], ...]]]
) -> Iterable[tuple[str, ...]]:
    for place, key in enumerate(keys):
        for group in equals.get(key, ()):
            for phrase in group:
                if keys[place : place + len(phrase)] == phrase:
                    for other in group:
                        if other != phrase:
                            yield keys[:place] + other + keys[place + len(phrase) :]


def equal_phrases(
    groups: Iterable[Iterable[str]],
) -> dict[str, list[tuple[tuple[str, ...], ...]]]:
    """Sets of equal words and phrases by the first key of each member."""
    found: dict[str, list[tuple[tuple[str, ...], ...]]] = {}
    for group in groups:
        members = tuple(dict.fromkeys(phrase_keys(member) for member in group))
        for first in {member[0] for member in members if member}:
            found.setdefault(first, []).append(members)
    return found


class SignIndex(Generic[Owner]):
    """Many sign lines, found together in one walk over a sentence.

    Signs that share a group share its number. Each sign is looked at only when its rarest group
    was found, so common words such as "mum" cost nothing.
    """

    def __init__(
        self,
        signs: Iterable[tuple[Owner, str]],
        equals: Iterable[Iterable[str]] = (),
        light: Iterable[str] = (),
    ) -> None:
        numbers: dict[frozenset[str], int] = {}
        self._signs: list[_Entry[Owner]] = []
        for owner, line in signs:
            sign = parse(line)
            groups, without = (
                tuple(numbers.setdefault(group, len(numbers)) for group in part)
                for part in (sign.groups, sign.without)
            )
            self._signs.append(_Entry(owner, sign, groups, without))
        self.keys: set[str] = set()
        self._index: PhraseIndex[frozenset[int]] = PhraseIndex(tuple(light))
        self._fill(numbers, equal_phrases(equals))
        uses = Counter(number for entry in self._signs for number in entry.groups)
        self._by_rarest: dict[int, list[_Entry[Owner]]] = {}
        for entry in self._signs:
            if entry.groups:
                rarest = min(entry.groups, key=uses.__getitem__)
                self._by_rarest.setdefault(rarest, []).append(entry)
        self._rarest = frozenset(self._by_rarest)

    def _fill(
        self,
        numbers: Mapping[frozenset[str], int],
        swaps: Mapping[str, Sequence[tuple[tuple[str, ...], ...]]],
    ) -> None:
        spelled: dict[str, set[tuple[str, ...]]] = {}
        uses: dict[tuple[str, ...], set[int]] = {}
        for group, number in numbers.items():
            for alternative in group:
                if alternative not in spelled:
                    spelled[alternative] = variants(phrase_keys(alternative), swaps)
                for keys in spelled[alternative]:
                    uses.setdefault(keys, set()).add(number)
        for keys, used in uses.items():
            self._index.add(keys, frozenset(used))
            self.keys.update(keys)

    def find(
        self,
        tokens: Sequence[Token],
        holds: Callable[[str], bool] = lambda fact: False,
        usable: Callable[[Found], bool] = lambda found: True,
    ) -> list[Match[Owner]]:
        """Signs whose words stand in the sentence and whose facts hold."""
        found = [item for item in self._index.find(tokens) if usable(item)]
        present: set[int] = set().union(*{item.payload for item in found})

        def places(group: int) -> tuple[tuple[int, int], ...]:
            return tuple(dict.fromkeys((f.start, f.end) for f in found if group in f.payload))

        matches = []
        for number in self._rarest & present:
            for entry in self._by_rarest[number]:
                if (
                    present.issuperset(entry.groups)
                    and present.isdisjoint(entry.without)
                    and _facts_hold(entry.sign, holds)
                ):
                    match = Match(entry.owner, entry.sign, tuple(places(group) for group in entry.groups))
                    if any(True for _ in match.combinations()):
                        matches.append(match)
        return matches

    def stated(self, holds: Callable[[str], bool]) -> list[Owner]:
        """Owners of signs that are facts only, such as ``@looked_after``, where they hold."""
        return [
            entry.owner
            for entry in self._signs
            if not entry.groups and entry.sign.facts and _facts_hold(entry.sign, holds)
        ]


def _facts_hold(sign: Sign, holds: Callable[[str], bool]) -> bool:
    return all(map(holds, sign.facts)) and not any(map(holds, sign.facts_without))
