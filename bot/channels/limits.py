"""How much anybody may ask in a minute. Counted without addresses: those are never kept."""

from __future__ import annotations

from bot.channels.problems import Problem
from bot.shared import Shared

_MINUTE = 60  # seconds


class TooMany(Problem):
    """Somebody has to wait."""

    def __init__(self, detail: str) -> None:
        """``detail`` is shown to whoever asks."""
        super().__init__(429, detail, {"Retry-After": str(_MINUTE)})


class Limits:
    """Counts by key over all servers, in stretches of a minute that begin with the first of a key."""

    def __init__(self, shared: Shared) -> None:
        """Nothing counted yet."""
        self._shared = shared

    async def allow(self, key: str, per_minute: int) -> bool:
        """Whether ``key`` may go on; this counts as one."""
        return await self._shared.count(key, _MINUTE) <= per_minute


class TurnLimits:
    """For the turns of one conversation, and of all together."""

    def __init__(self, limits: Limits, one: int, all_together: int) -> None:
        """Most turns a minute."""
        self._limits = limits
        self._one = one
        self._all = all_together

    async def admit(self, conversation: str) -> None:
        """Raise TooMany (429) for a turn too many."""
        if not await self._limits.allow(f"turns:{conversation}", self._one):
            raise TooMany("That was a lot in a short time. Wait a minute, then send it again.")
        if not await self._limits.allow("turns", self._all):
            raise TooMany("Many people ask at this moment. Wait a minute, then send it again.")
