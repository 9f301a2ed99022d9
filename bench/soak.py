"""Half an hour of mixed traffic at half of what the server can: its memory must not grow.

python -m bench.soak [--minutes 30] [--rate TURNS_A_SECOND]
"""

from __future__ import annotations

import statistics
import sys
import threading
import time

import click

from bench.load import as_fast_as_possible, at_rate
from bench.processes import BenchFailed
from bench.services import NotInstalled
from bench.throughput import serving

GROWTH = 1.05  # at most
_WARM_UP = 0.2  # of the time: caches fill
_EVERY = 5  # seconds


@click.command()
@click.option("--minutes", default=30.0, show_default=True)
@click.option("--rate", type=float, help="Turns a second (default: half of what it can).")
@click.option("--store", type=click.Choice(["SQLite", "PostgreSQL and Redis"]), default="SQLite")
def main(minutes: float, rate: float | None, store: str) -> None:
    """Serve for so many minutes; exit code 1 if memory grew by more than 5 %, or a turn failed."""
    try:
        with serving(store, 1) as [server]:
            if rate is None:
                rate = as_fast_as_possible([server.url], 16, 15).rate / 2
            click.echo(f"{store}: {rate:.1f} turns a second for {minutes:g} minutes")
            weights: list[float] = []
            is_over = threading.Event()

            def weigh() -> None:
                while not is_over.wait(_EVERY):
                    weights.append(server.resident_megabytes())

            watcher = threading.Thread(target=weigh)
            watcher.start()
            started = time.monotonic()
            load = at_rate([server.url], rate, minutes * 60)
            is_over.set()
            watcher.join()
    except (BenchFailed, NotInstalled) as error:
        sys.exit(str(error))
    later = weights[int(len(weights) * _WARM_UP) :]
    part = max(1, len(later) // 5)
    first, last = statistics.median(later[:part]), statistics.median(later[-part:])
    click.echo(
        f"{len(load.taken)} turns in {time.monotonic() - started:.0f} s, {len(load.failed)} failed, "
        f"{load.lost} lost; p50 {load.milliseconds(50):.0f} ms, p95 {load.milliseconds(95):.0f} ms\n"
        f"memory: {first:.0f} MB after the warm-up, {last:.0f} MB at the end, {last / first - 1:+.1%}"
    )
    for said in load.failed[:5]:
        click.echo(said)
    sys.exit(int(last > GROWTH * first or bool(load.failed)))


if __name__ == "__main__":
    main()
