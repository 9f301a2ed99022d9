"""What was seen lately, by a name that says nothing of it."""

from __future__ import annotations

from collections import OrderedDict

_MOST = 10_000  # names; the oldest are forgotten first


class Seen:
    """A set that never grows beyond what is safe for memory."""

    def __init__(self) -> None:
        """Nothing seen."""
        self._names: OrderedDict[str, None] = OrderedDict()

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def add(self, name: str) -> None:
        """See it."""
        self._names[name] = None
        if len(self._names) > _MOST:
            self._names.popitem(last=False)
