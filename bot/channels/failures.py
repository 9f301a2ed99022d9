"""How often something may go wrong. Nobody's address is looked at: one count for everybody."""

from __future__ import annotations

import time
from collections.abc import Callable


class Limit:
    """``most`` failures at once, then one more every ``seconds``."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` gives seconds that never go back."""
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._left = float(most)
        self._at = clock()

    def is_reached(self) -> bool:
        """Whether the next try has to wait."""
        return self._now() < 1

    def failed(self) -> None:
        """One more failure."""
        self._left = max(0.0, self._now() - 1)

    def _now(self) -> float:
        now = self._clock()
        self._left = min(self._most, self._left + (now - self._at) / self._seconds)
        self._at = now
        return self._left
