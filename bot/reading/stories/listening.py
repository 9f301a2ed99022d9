"""Many stories heard: what each sounds like, and the signs found in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from tqdm import tqdm

from bot.content.stories import Story
from bot.reading.hearing import Heard
from bot.reading.model import Mention
from bot.reading.side_by_side import side_by_side
from bot.reading.stories.sound import Sound, sound_of

Ear = Callable[[str], "tuple[Heard | None, tuple[Mention, ...]]"]


class Told(NamedTuple):
    """A story, what it sounds like and the signs found in it. ``is_long``: it is read as a story, not as a
    statement."""

    story: Story
    sound: Sound
    found: tuple[Mention, ...]
    is_long: bool


_MANY = 200  # stories from which processes are worth their start


def hear_all(stories: Sequence[Story], ear: Ear) -> list[Told]:
    """Each story as ``ear`` hears it; those with nothing to hear are left out."""
    with side_by_side(partial(_hear, ear), stories, _MANY) as heard:
        bar = tqdm(heard, total=len(stories), unit="story", desc="Stories", delay=2, disable=None)
        return [one for one in bar if one is not None]


def _hear(ear: Ear, story: Story) -> Told | None:
    heard, found = ear(story.given)
    return None if heard is None else Told(story, sound_of(heard), found, heard.is_story)
