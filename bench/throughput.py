"""``make bench``: turns a second with one and two processes, and how long a turn takes under load.

Three minutes. The load is made on the same machine and takes its share of it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import httpx

from bench.load import Load, as_fast_as_possible, at_rate
from bench.processes import BenchFailed, Running, free_port, running
from bench.services import NotInstalled, postgresql, redis_server

BIN = Path(sys.executable).parent
RATES = (5, 10, 20)  # turns a second
_SECONDS = 15
_VISITORS = 16

TWO_AGAINST_ONE = 1.5  # at least
P95_AT_20 = 300  # ms, at most


def main() -> None:
    """Measure, and print the tables."""
    print(f"{datetime.now():%d %B %Y}, {os.cpu_count()} cores, load before: {os.getloadavg()[0]:.1f}\n")
    print(f"{'':35}{'turns/s':>9}{'CPU ms a turn':>15}{'failed':>8}{'lost':>6}{'MB each':>9}")
    rates: dict[tuple[str, int], float] = {}
    tables: list[tuple[str, list[Load]]] = []
    try:
        for store in ("SQLite", "PostgreSQL and Redis"):
            for processes in (1, 2):
                with serving(store, processes) as servers:
                    urls = [server.url for server in servers]
                    as_fast_as_possible(urls, 4, 3)
                    before = sum(server.cpu_seconds() for server in servers)
                    load = as_fast_as_possible(urls, _VISITORS, _SECONDS)
                    cpu = sum(server.cpu_seconds() for server in servers) - before
                    each = sum(server.resident_megabytes() for server in servers) / processes
                    name = f"{store}, {processes} process{'es' if processes > 1 else ''}"
                    cells = f"{load.rate:9.1f}{1000 * cpu / max(1, len(load.taken)):15.1f}"
                    print(f"{name:35}{cells}{len(load.failed):8}{load.lost:6}{each:9.0f}", flush=True)
                    rates[store, processes] = load.rate
                    if processes == 1 or store != "SQLite":
                        tables.append((name, [at_rate(urls, rate, _SECONDS) for rate in RATES]))
    except (BenchFailed, NotInstalled) as error:
        sys.exit(str(error))
    _print(rates, tables)


@contextmanager
def serving(store: str, processes: int) -> Iterator[list[Running]]:
    """So many servers over one database. Two over SQLite share Redis all the same."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="guidance-bench-")))
        settings = {
            "DATABASE_URL": f"sqlite:///{folder / 'bench.db'}",
            "GUIDANCE_RUN_FOLDER": str(folder / "run"),
            "GUIDANCE_TURNS_PER_MINUTE": "1000000",
            "GUIDANCE_ALL_TURNS_PER_MINUTE": "1000000",
            "OPENBLAS_NUM_THREADS": "1",
        }
        if store != "SQLite":
            settings["DATABASE_URL"] = stack.enter_context(postgresql()).url
        if store != "SQLite" or processes > 1:
            settings["REDIS_URL"] = stack.enter_context(redis_server()).url
        servers = []
        for number in range(processes):
            port = free_port()
            command = [str(BIN / "guidance"), "serve", "--port", str(port)]
            own = folder / str(number)
            own.mkdir()
            url = f"http://127.0.0.1:{port}"
            servers.append(stack.enter_context(running([command], own, url, _serves, settings)))
        yield servers


def _serves(client: httpx.Client) -> bool:
    return client.get("/health").status_code == 200


def _print(rates: dict[tuple[str, int], float], tables: list[tuple[str, list[Load]]]) -> None:
    for store in ("SQLite", "PostgreSQL and Redis"):
        ratio = rates[store, 2] / rates[store, 1]
        print(f"{store}: two processes {ratio:.2f} times one{_verdict(ratio >= TWO_AGAINST_ONE)}")
    print(f"\n{'':35}{'turns/s':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'failed':>8}{'lost':>6}")
    for name, loads in tables:
        for rate, load in zip(RATES, loads):
            cells = "".join(f"{load.milliseconds(part):9.0f}" for part in (50, 95, 99))
            verdict = _verdict(load.milliseconds(95) <= P95_AT_20) if rate == max(RATES) else ""
            print(f"{name:35}{rate:8}{cells}{len(load.failed):8}{load.lost:6}{verdict}")


def _verdict(is_met: bool) -> str:
    return "   met" if is_met else "   MISSED"


if __name__ == "__main__":
    main()
