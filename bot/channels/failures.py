"""How often something may go wrong: one count for everybody and every server, without anybody's address."""

from __future__ import annotations

from bot.shared import Shared

_MINUTE = 60  # seconds


class Failures:
    """So many a minute, and until it is over nobody may try again."""

    def __init__(self, shared: Shared, name: str, most: int) -> None:
        """``name`` says what goes wrong; servers count together under it."""
        self._shared = shared
        self._name = f"failures:{name}"
        self._most = most

    async def are_too_many(self) -> bool:
        """Whether the next try has to wait."""
        return await self._shared.counted(self._name, _MINUTE) >= self._most

    async def one_more(self) -> None:
        """Count a failure."""
        await self._shared.count(self._name, _MINUTE)
