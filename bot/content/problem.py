"""What the checks share: a problem of an item, and every item that names sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from bot.content.derived import kept
from bot.content.load import Content, Problem
from bot.content.model import Sourced

# kinds of which every item is a Sourced, or a partnership that holds some
_WITH_SOURCES = (
    "indicators at_ages combinations modifiers questions families vulnerabilities protective pathways "
    "timescales prompts contacts rules guides glossary partnerships"
).split()


def problem(
    content: Content, kind: str, key: str, message: str, mend: str, *, warning: bool = False
) -> Problem:
    """A problem of one item, at the file and line where it is written."""
    file, line = content.lines.get((kind, key), (f"data/guidance/{kind}", 1))
    return Problem(file, line, f"{key}: {message}", mend, warning)


@kept(8)
def sourced(content: Content) -> tuple[tuple[str, str, Sourced], ...]:
    """Kind, id and item of everything that names sources; parts of a partnership count one by one."""
    return tuple(
        (kind, key, part)
        for kind in _WITH_SOURCES
        for key, item in getattr(content, kind).items()
        for part in _parts(item)
    )


def _parts(value: object) -> Iterator[Sourced]:
    if isinstance(value, Sourced):
        yield value
    if isinstance(value, BaseModel):
        for name in value.__fields__:
            yield from _parts(getattr(value, name))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _parts(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _parts(one)
