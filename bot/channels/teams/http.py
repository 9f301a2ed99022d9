"""One pool of connections for everything that the Teams channel asks of others."""

from __future__ import annotations

from aiohttp import ClientSession, ClientTimeout

_TIMEOUT = ClientTimeout(total=20, connect=5)  # seconds


class Http:
    """Opened at the first call, inside the server's loop."""

    def __init__(self) -> None:
        """Nothing open yet."""
        self._session: ClientSession | None = None

    @property
    def session(self) -> ClientSession:
        """The session. It keeps no cookies, follows what its caller says and gives up after 20 seconds."""
        if self._session is None or self._session.closed:
            self._session = ClientSession(timeout=_TIMEOUT)
        return self._session

    async def close(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
