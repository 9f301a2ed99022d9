"""``guidance serve`` with nothing held back: every log at debug level, and on file each action's payload and
the addresses that there are.

    python -m tests.server.watched serve --port 0

WATCHED_FOLDER names the folder for ``payloads.txt``, ``trackers.txt`` and ``addresses.txt``.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

import structlog
from sanic import Sanic

from bot import logs, server
from bot.rasa_bridge import light_imports
from bot.settings import Settings

FOLDER = Path(os.environ["WATCHED_FOLDER"])


def _say_everything() -> None:
    """In place of ``logs.configure``: no level, no formatter and no list of safe keys hides anything."""
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr, force=True)
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG),
        processors=[structlog.processors.KeyValueRenderer(sort_keys=True)],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _watch() -> None:
    """Write down what Rasa hands to the actions, and the whole tracker that it hands to the store."""
    light_imports.defer()
    from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

    from bot.rasa_bridge.conversation_store import ConversationStore
    from bot.rasa_bridge.in_process import InProcessActions

    request, save = InProcessActions.request, ConversationStore.save

    async def noted_request(self: InProcessActions, *args: Any, **kwargs: Any) -> Any:
        _note("payloads.txt", kwargs["json"])
        return await request(self, *args, **kwargs)

    async def noted_save(self: ConversationStore, tracker: DialogueStateTracker) -> None:
        _note("trackers.txt", tracker.current_state(EventVerbosity.ALL))
        await save(self, tracker)

    InProcessActions.request = noted_request  # type: ignore[method-assign]
    ConversationStore.save = noted_save  # type: ignore[method-assign]


def _list_addresses() -> None:
    create = server.create_app

    def noted(settings: Settings) -> Sanic:
        app = create(settings)

        @app.after_server_start
        async def note(app: Sanic, _loop: Any) -> None:
            for route in app.router.routes:
                _note("addresses.txt", [f"/{route.path}", sorted(route.methods)])

        return app

    server.create_app = noted


def _note(name: str, data: Any) -> None:
    with (FOLDER / name).open("a", encoding="utf-8") as file:
        file.write(json.dumps(data, ensure_ascii=False, default=str) + "\n")


if __name__ == "__main__":
    logs.configure = _say_everything
    _watch()
    _list_addresses()
    from bot.cli import main

    main()
