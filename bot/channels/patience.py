"""A request whose body does not arrive in time is refused, so that nobody holds a connection by dawdling."""

from __future__ import annotations

import asyncio

from sanic.exceptions import RequestTimeout
from sanic.request import Request

from bot.channels.wire import StrictRequest


def impatient(seconds: float) -> type[Request]:
    """The class of requests that wait so long for their whole body. Sanic itself only limits the pauses."""

    class Impatient(StrictRequest):
        async def receive_body(self) -> None:
            try:
                await asyncio.wait_for(super().receive_body(), seconds)
            except asyncio.TimeoutError:
                self.stream.request_body = None  # the rest is not waited for either
                self.stream.keep_alive = False
                raise RequestTimeout("The request did not arrive in time.") from None

    return Impatient
