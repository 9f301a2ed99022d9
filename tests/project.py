"""The project's content and readers. Each takes seconds to make: once for everything that a process tests."""

from __future__ import annotations

from functools import cache

from bot.content.load import Content, load
from bot.content.stories import Story, read_stories
from bot.reading import Reader
from bot.reading.meaning import Meaning


@cache
def content() -> Content:
    """The content as it is."""
    return load()


@cache
def stories() -> tuple[Story, ...]:
    """The labelled stories."""
    return tuple(read_stories())


@cache
def signs_alone() -> Reader:
    """Reads by signs, without meaning."""
    return Reader(content())


@cache
def meaning() -> Meaning:
    """What the content's examples taught."""
    return Meaning(content())


@cache
def taught() -> Reader:
    """Reads with all that examples and stories taught."""
    return Reader.taught(content(), meaning())
