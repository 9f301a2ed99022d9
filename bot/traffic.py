"""The request that is being served: its id, and whether it only tests us.

Both travel with the request into worker threads, actions, logs and figures.
"""

from __future__ import annotations

import re
import uuid
from contextvars import ContextVar

# Only what a proxy or a tracing library makes: 32 hexadecimal digits, with or without a UUID's hyphens.
# Anything freer could carry a name or a number into the logs.
_MADE_BY_A_MACHINE = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
TEST_HEADER = "X-Guidance-Test"
ID_HEADER = "X-Request-ID"

_id: ContextVar[str] = ContextVar("request_id", default="")
_test: ContextVar[bool] = ContextVar("is_test", default=False)


def begin(given_id: str | None = None, *, test: bool = False) -> str:
    """A request begins in this context; its id: the given one if a machine made it, else a new one."""
    sane = given_id is not None and _MADE_BY_A_MACHINE.fullmatch(given_id)
    identity = given_id if given_id is not None and sane else uuid.uuid4().hex
    _id.set(identity)
    _test.set(test)
    return identity


def request_id() -> str:
    """The id of the request being served; empty outside one."""
    return _id.get()


def is_test() -> bool:
    """Whether the request says of itself that it is only a test. Such traffic stays out of all figures."""
    return _test.get()
