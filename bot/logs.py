"""Logs that tell where something went wrong and never what a practitioner wrote.

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

logger = logging.getLogger(__name__)

_OURS = ("bot", "actions")
_SAFE_KEYS = frozenset({"event", "event_info"})


def configure() -> None:
    """Send warnings and errors to standard error, and nothing that can hold a user's words."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_PlacesOnly("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.ERROR, handlers=[handler], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    # Sanic reports each missing file as an error; what fails in a turn is reported by us
    logging.getLogger("sanic.error").setLevel(logging.CRITICAL)
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        processors=[_only_safe_keys, structlog.processors.KeyValueRenderer()],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    # Rasa's imports bring their own filters, and its warnings quote users
    warnings.showwarning = lambda *_args, **_kwargs: None


def where(error: BaseException) -> str:
    """The error's type and the places it passed, innermost first; not its message."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return f"{type(error).__name__} at {places or 'an unknown place'}"


class _PlacesOnly(logging.Formatter):
    def formatException(self, ei: Any) -> str:  # noqa: N802 (the name is logging's)
        return where(ei[1]) if ei[1] else "no error"


def _only_safe_keys(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in event.items() if key in _SAFE_KEYS}
