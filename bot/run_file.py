"""A file for each server that runs on this machine: how to reach it, and what came of its last reload.

The server holds a lock on its file as long as it lives. A file without a lock is of a server that is no
more, and its process id may be somebody else's by now.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Running:
    """A server: its process, the edition that it serves, how often it reloaded, and why not the last time."""

    pid: int
    edition: str
    reloads: int = 0
    refused: str = ""


class RunFile:
    """This process's own file."""

    def __init__(self, folder: Path, port: int) -> None:
        """Make the file for the server on ``port``, and lock it. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{port}.json"
        self._file = self._path.open("a+")
        fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def write(self, running: Running) -> None:
        """Say how things stand now."""
        self._file.seek(0)
        self._file.truncate()
        json.dump(asdict(running), self._file)
        self._file.flush()

    def remove(self) -> None:
        """Remove the file: this server is no more."""
        self._path.unlink(missing_ok=True)
        self._file.close()


def running(folder: Path) -> Iterator[Path]:
    """The files of the servers that run; those left over are removed."""
    for path in sorted(folder.glob("*.json")):
        with path.open("r+") as file:
            is_running = _is_locked(file.fileno())
        if is_running:
            yield path
        else:
            path.unlink(missing_ok=True)


def read(path: Path) -> Running:
    """What a server says. Raises OSError if it is gone, ValueError while it writes."""
    return Running(**json.loads(path.read_text()))


def _is_locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    return False
