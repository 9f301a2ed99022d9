"""Content that is replaced while serving: whoever has begun sees one content to the end."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Iterator

import pytest

from bot.content import derived
from bot.content.area import area_of
from bot.content.load import Content, load
from bot.rasa_bridge import resources
from bot.rasa_bridge.resources import _Resources, content, hold, option_labels


@pytest.fixture
def old_and_new(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Content, Content]]:
    """The content that is served, and what is to take its place."""
    old = load()
    monkeypatch.setattr(resources, "_current", _Resources(old))
    yield old, dataclasses.replace(old, roles={})
    derived.forget()


def _serve(new: Content) -> None:
    resources._current = _Resources(new)


def test_a_request_that_has_begun_keeps_its_content_in_its_threads_and_tasks(
    old_and_new: tuple[Content, Content],
) -> None:
    old, new = old_and_new
    role = next(iter(old.roles.values())).label.casefold()

    async def request() -> None:
        hold()
        task = asyncio.create_task(_later())
        _serve(new)
        assert content() is old
        assert await asyncio.to_thread(content) is old
        assert await asyncio.to_thread(lambda: asyncio.run(_later())) is old
        assert await task is old
        assert role in option_labels()

    async def _later() -> Content:
        await asyncio.sleep(0)
        return content()

    asyncio.run(request())
    assert content() is new
    assert role not in option_labels()


def test_the_next_request_of_the_same_connection_sees_the_new_content(
    old_and_new: tuple[Content, Content],
) -> None:
    old, new = old_and_new

    async def connection() -> None:
        hold()
        assert content() is old
        _serve(new)
        hold()
        assert content() is new

    asyncio.run(connection())


def test_what_was_made_of_other_content_is_forgotten(old_and_new: tuple[Content, Content]) -> None:
    old, _ = old_and_new
    before = area_of(old, "bolton")
    assert area_of(old, "bolton") is before
    derived.forget()
    assert area_of(old, "bolton") is not before
