"""What is worked out from content and kept, until other content takes its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., object])

_forget: list[Callable[[], None]] = []


def kept(most: int) -> Callable[[Function], Function]:
    """Like ``lru_cache``, for what rests on content or on the files beside it; ``forget`` empties it."""

    def keep(function: Function) -> Function:
        cached = lru_cache(maxsize=most)(function)
        _forget.append(cached.cache_clear)
        return cast(Function, cached)

    return keep


def forget() -> None:
    """Work everything out anew when it is next asked for."""
    for clear in _forget:
        clear()
