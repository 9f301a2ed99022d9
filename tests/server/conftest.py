"""A real server over HTTP, with its own database."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
_LONGEST_START = 100  # seconds


@dataclass(frozen=True)
class Server:
    """Where it is, what it has written, and where it keeps conversations."""

    url: str
    log: Path
    database: Path


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """``guidance serve`` on a free port."""
    with started("-c", "from bot.cli import main; main()", tmp_path_factory.mktemp("server")) as server:
        yield server


@contextmanager
def started(
    flag: str, program: str, folder: Path, settings: Mapping[str, str] | None = None, port: int = 0
) -> Iterator[Server]:
    """A server run by Python's ``flag`` ("-c" or "-m"), that writes to ``folder`` only.

    It is on a free port unless ``port`` says which; ``settings`` are added to its environment.
    """
    log, database = folder / "log.txt", folder / "guidance.db"
    command = [sys.executable, flag, program, "serve", "--port", str(port)]
    own = {
        "DATABASE_URL": f"sqlite:///{database}",
        "GUIDANCE_RUN_FOLDER": str(folder / "run"),
        "WATCHED_FOLDER": str(folder),
    }
    environment = {**os.environ, **own, **(settings or {})}
    with (
        log.open("w") as out,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out) as process,
    ):
        try:
            yield Server(_address(process, log), log, database)
        finally:
            process.terminate()


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    """A browser of its own."""
    with httpx.Client(base_url=server.url, timeout=30) as client:
        yield client


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    end = time.monotonic() + _LONGEST_START
    while time.monotonic() < end:
        said = log.read_text()
        if "Ready at " in said:
            return said.split("Ready at ")[1].split()[0]
        assert process.poll() is None, said
        time.sleep(0.1)
    raise AssertionError(f"not ready within {_LONGEST_START} s: {log.read_text()}")
