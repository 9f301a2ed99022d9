"""Other content while serving: on SIGHUP the server reads it again, or says why it does not."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from bot import logs
from bot.content.load import Content, ContentError
from bot.run_file import RunFile, Running


class Reloading:
    """Answers SIGHUP for one server."""

    def __init__(self, read_again: Callable[[], Content], edition: str, file: RunFile | None) -> None:
        """``read_again`` serves other content, or raises ContentError and leaves all as it was."""
        self._read_again = read_again
        self._file = file
        self._running = Running(os.getpid(), edition)
        self._one_at_a_time = asyncio.Lock()
        # always the same thread, which uses again the memory that the content before last has left
        self._thread = ThreadPoolExecutor(1, "reload")
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, stop: Callable[[], None]) -> None:
        """Listen for the signal. When it means that the terminal was closed, ``stop`` instead."""
        has_terminal = sys.stdin is not None and sys.stdin.isatty()
        loop = asyncio.get_running_loop()

        def on_signal() -> None:
            if has_terminal and not sys.stdin.isatty():
                stop()
                return
            task = loop.create_task(self.reload())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        loop.add_signal_handler(signal.SIGHUP, on_signal)
        self._tell()

    async def reload(self) -> None:
        """Serve the content as it is now, all of it or nothing."""
        async with self._one_at_a_time:
            edition, refused = self._running.edition, ""
            try:
                content = await asyncio.get_running_loop().run_in_executor(self._thread, self._read_again)
                edition = content.edition.edition
                logs.logger.info("edition %s is served from now on", edition)
            except ContentError as error:
                refused = str(error)
            except Exception as error:  # whatever it is, the old content goes on
                refused = logs.where(error)
            if refused:
                logs.logger.error("edition %s is still served, the new content is not:\n%s", edition, refused)
            done = self._running.reloads + 1
            self._running = replace(self._running, edition=edition, reloads=done, refused=refused)
            self._tell()

    def end(self) -> None:
        """This server is no more."""
        if self._file is not None:
            self._file.remove()

    def _tell(self) -> None:
        if self._file is not None:
            self._file.write(self._running)


def run_file(folder: Path, port: int) -> RunFile | None:
    """The server's file; None, and a word in the log, where none can be made: SIGHUP works all the same."""
    try:
        return RunFile(folder, port)
    except OSError as error:
        logs.logger.warning("`guidance reload` will not find this server: %s: %s", folder, error.strerror)
        return None
