"""Which areas a question names: ours, and other councils of England."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.content.area import ELSEWHERE
from bot.content.derived import kept
from bot.content.load import Content
from bot.reading.rules import councils
from bot.reading.words import is_known

_BEFORE_A_PLACE = r"(?:\b(?:in|for|at|across|within|from|of)\s+)?"


def areas_named(text: str, content: Content) -> tuple[str, ...]:
    """The partnerships that a text names by name or alias, in the order of content."""
    return tuple(area_id for area_id, names in _areas(content) if names.search(text))


def names_another_council(text: str, content: Content) -> bool:
    """Whether a text names a council of England that is none of ours, and none of ours."""
    return bool(_others(content).search(text)) and not areas_named(text, content)


def councils_in(text: str, content: Content) -> frozenset[str]:
    """The other councils that a text names, in small letters and without what stands before them."""
    found = (match.group().split()[-1] for match in _others(content).finditer(text))
    return frozenset(re.sub(r"['’]s$", "", name.lower()) for name in found)


def without_areas(text: str, content: Content) -> str:
    """The text without the names of our areas, so that "in Bolton" makes no question another one."""
    return " ".join(_own_names(content).sub(" ", text).split())


def without_councils(text: str, content: Content) -> str:
    """The text without the names of other councils."""
    return " ".join(_others(content).sub(" ", text).split())


@kept(8)
def _areas(content: Content) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (area.id, _any_of((area.name, *area.aliases)))
        for area in content.partnerships.values()
        if area.id != ELSEWHERE
    )


@kept(8)
def _own_names(content: Content) -> re.Pattern[str]:
    names = "|".join(re.escape(area.name) for area in content.partnerships.values() if area.id != ELSEWHERE)
    return re.compile(rf"{_BEFORE_A_PLACE}\b(?:{names or '(?!)'})(?:['’]s)?\b", re.I)


@kept(8)
def _others(content: Content) -> re.Pattern[str]:
    ours = {
        name.lower()
        for area in content.partnerships.values()
        if area.id != ELSEWHERE
        for name in (area.name, *area.aliases)
    }
    known = {*councils(), *content.partnerships[ELSEWHERE].aliases}
    return _any_of(sorted(name for name in known if name.lower() not in ours))


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names as whole words. Abbreviations and names that are words (Bury) only as written."""
    written = [
        rf"(?-i:{re.escape(name)})" if name.isupper() or is_known(name.lower()) else re.escape(name)
        for name in names
    ]
    return re.compile(rf"{_BEFORE_A_PLACE}(?<!Greater )\b(?:{'|'.join(written) or '(?!)'})(?:['’]s)?\b", re.I)
