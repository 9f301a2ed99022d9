"""Every text of an exercise that a participant or trainer reads, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from bot.exercises.model import Exercise

Location = tuple[str | int, ...]

# fields that hold ids, words to listen for or whom to ask, not sentences
_NOT_READ = frozenset(
    "id area role roles topics difficulty minutes features facts vote also_routes also_urgencies also_tiers "
    "routes urgencies tiers said sources certainty sign_off signed".split()
)


def texts(exercise: Exercise) -> Iterator[tuple[Location, str]]:
    """Each text with the path of keys and positions that leads to it."""
    yield from _below(exercise, ())


def _below(value: object, location: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(value, str):
        yield location, value
    elif isinstance(value, BaseModel):
        for name in value.__fields__:
            if name not in _NOT_READ:
                yield from _below(getattr(value, name), (*location, name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _below(one, (*location, key))
    elif isinstance(value, tuple):
        for position, one in enumerate(value):
            yield from _below(one, (*location, position))
