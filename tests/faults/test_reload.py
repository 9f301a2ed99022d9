"""SIGHUP: reload, say what came of it, and go on whatever it was; without a terminal any more, stop."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
import pty
import subprocess
import sys
import termios
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.content.load import ContentError, Problem
from bot.reload import Reloading, run_file
from bot.run_file import read, running

PROGRAM = """
import asyncio
from bot.reload import Reloading

async def serve():
    over = asyncio.Event()
    Reloading(lambda: print("read again", flush=True), "1", None).begin(over.set)
    print("ready", flush=True)
    await asyncio.wait_for(over.wait(), 20)
    print("stopped", flush=True)

asyncio.run(serve())
"""


def _edition(name: str) -> Any:
    return SimpleNamespace(edition=SimpleNamespace(edition=name))


def _refuse() -> Any:
    raise ContentError([Problem("tiers.yml", 3, "is wrong", "put it right")])


def _break() -> Any:
    raise ZeroDivisionError


def test_what_came_of_each_reload_stands_in_the_servers_file(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    answers = [_refuse, lambda: _edition("2"), _break]

    async def serve() -> None:
        reloading = Reloading(lambda: answers.pop(0)(), "1", run_file(tmp_path, 5005))
        reloading.begin(lambda: None)
        [path] = running(tmp_path)
        assert (read(path).pid, read(path).edition) == (os.getpid(), "1")
        await reloading.reload()
        assert (read(path).edition, read(path).reloads) == ("1", 1)
        assert "tiers.yml:3" in read(path).refused
        await reloading.reload()
        assert (read(path).edition, read(path).refused) == ("2", "")
        await reloading.reload()
        assert (read(path).edition, read(path).reloads) == ("2", 3)
        assert "ZeroDivisionError" in read(path).refused
        reloading.end()
        assert list(running(tmp_path)) == []

    with caplog.at_level(logging.INFO):
        asyncio.run(serve())
    assert "edition 1 is still served" in caplog.text
    assert "edition 2 is served from now on" in caplog.text


def test_two_servers_cannot_have_one_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    first = run_file(tmp_path, 5005)
    assert first is not None
    assert run_file(tmp_path, 5005) is None
    assert "will not find this server" in caplog.text
    first.remove()


def test_a_server_whose_terminal_was_closed_stops() -> None:
    ours, its = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=Path(__file__).parents[2],
        stdin=its,
        stdout=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        text=True,
    )
    with process:
        os.close(its)
        assert process.stdout.readline() == "ready\n"
        os.close(ours)
        assert process.stdout.read() == "stopped\n"
