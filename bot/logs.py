"""Logs that tell where something went wrong and never what a practitioner wrote.

One JSON object a line on standard error (words in columns at a terminal), each with the id of the request.
Rasa logs and warns with users' words in them, so this must be set up before Rasa's agent is built.
"""

from __future__ import annotations

import logging
import sys
import traceback
import warnings
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter

from bot import metrics, traffic

logger = logging.getLogger(__name__)

_OURS = ("bot", "actions")
_SAFE_KEYS = frozenset({"event", "event_info"})
Event = MutableMapping[str, Any]


def configure() -> None:
    """Send warnings, errors and a line a request to standard error; nothing that can hold a user's words."""
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
    last: Any = structlog.processors.JSONRenderer()
    if sys.stderr.isatty():
        last = structlog.dev.ConsoleRenderer(colors=False, sort_keys=False)
    level = structlog.stdlib.add_log_level
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[_place_only],
            processors=[level, _with_name, ProcessorFormatter.remove_processors_meta, stamp, _with_id, last],
        )
    )
    logging.basicConfig(level=logging.ERROR, handlers=[handler, metrics.CountFaults()], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    # Sanic reports each missing file as an error; what fails in a turn is reported by us
    logging.getLogger("sanic.error").setLevel(logging.CRITICAL)
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        processors=[_only_safe_keys, level, stamp, _with_id, last],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    # Rasa's imports bring their own filters, and its warnings quote users
    warnings.showwarning = lambda *_args, **_kwargs: None


def request(method: str, route: str, status: int, milliseconds: float) -> None:
    """The line of one request: the pattern of its address, since an address can hold a reference or words."""
    kind = {"test": True} if traffic.is_test() else {}
    _requests.info("request", method=method, route=route, status=status, ms=milliseconds, **kind)


_requests = structlog.wrap_logger(
    logging.getLogger("bot.requests"),
    processors=[ProcessorFormatter.wrap_for_formatter],
    wrapper_class=structlog.stdlib.BoundLogger,
)


def where(error: BaseException) -> str:
    """The error's type and the places it passed, innermost first; not its message."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return f"{type(error).__name__} at {places or 'an unknown place'}"


def _place_only(_logger: Any, _method: str, event: Event) -> Event:
    """Of an error, where it happened: its message can quote a user."""
    information = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if information and information[1]:
        event["where"] = where(information[1])
    return event


def _with_name(_logger: Any, _method: str, event: Event) -> Event:
    event["part"] = event["_record"].name
    return event


def _with_id(_logger: Any, _method: str, event: Event) -> Event:
    if traffic.request_id():
        event["request_id"] = traffic.request_id()
    return event


def _only_safe_keys(_logger: Any, _method: str, event: Event) -> Event:
    return {key: value for key, value in event.items() if key in _SAFE_KEYS}
