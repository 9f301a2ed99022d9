"""Servers under measurement: started, waited for, weighed and stopped."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

ENVIRONMENT = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
_LONGEST_RUN = 600  # seconds for a training
_LONGEST_START = 240  # seconds until the first answer


class BenchFailed(Exception):
    """A program under measurement did not do what it should; the message holds its last words."""


@dataclass(frozen=True)
class Running:
    """A server that has answered: how long that took, and its processes."""

    url: str
    cold_start: float
    processes: tuple[psutil.Process, ...]

    def resident_megabytes(self) -> float:
        """Resident memory of all its processes and their children."""
        return sum(one.memory_info().rss for one in self._family()) / 1e6

    def cpu_seconds(self) -> float:
        """Time that all its processes and their children have had of any core so far."""
        return sum(sum(one.cpu_times()[:2]) for one in self._family())

    def _family(self) -> set[psutil.Process]:
        return {one for process in self.processes for one in (process, *process.children(recursive=True))}


def timed(command: list[str], folder: Path) -> float:
    """Seconds that a command takes. Raises BenchFailed if it fails."""
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **ENVIRONMENT},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=_LONGEST_RUN,
    )
    if done.returncode:
        raise BenchFailed(f"{' '.join(command)} failed:\n{done.stdout.decode()[-2000:]}")
    return time.monotonic() - started


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(
    commands: list[list[str]],
    folder: Path,
    url: str,
    answers: Callable[[httpx.Client], bool],
    environment: Mapping[str, str] | None = None,
) -> Iterator[Running]:
    """Start the programs together; yields once ``answers`` says that a message was answered."""
    log = folder / "bench.log"
    env = {**os.environ, **ENVIRONMENT, **(environment or {})}
    started = time.monotonic()
    with log.open("w") as out:
        programs = [subprocess.Popen(one, cwd=folder, env=env, stdout=out, stderr=out) for one in commands]
        try:
            with httpx.Client(base_url=url, timeout=60) as client:
                while not _answered(client, answers):
                    if any(program.poll() is not None for program in programs):
                        raise BenchFailed(f"{commands} stopped:\n{log.read_text()[-2000:]}")
                    if time.monotonic() - started > _LONGEST_START:
                        raise BenchFailed(f"{commands} gave no answer:\n{log.read_text()[-2000:]}")
                    time.sleep(0.1)
            taken = time.monotonic() - started
            yield Running(url, taken, tuple(psutil.Process(program.pid) for program in programs))
        finally:
            for program in programs:
                program.terminate()
            for program in programs:
                _stop(program)


def _answered(client: httpx.Client, answers: Callable[[httpx.Client], bool]) -> bool:
    try:
        return answers(client)
    except (httpx.TransportError, KeyError, ValueError):
        return False


def _stop(program: subprocess.Popen[bytes]) -> None:
    try:
        program.wait(20)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()
