"""Load: as many turns as can be had, or so many a second whatever becomes of the earlier ones."""

from __future__ import annotations

import itertools
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException

from bench.visitors import Lost, Visitor


@dataclass
class Load:
    """What came of it: seconds of each turn that was answered, counted from when it was due."""

    seconds: float
    taken: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    lost: int = 0

    @property
    def rate(self) -> float:
        """Turns answered each second."""
        return len(self.taken) / self.seconds

    def milliseconds(self, part: int) -> float:
        """The percentile ``part`` of the turns, in milliseconds; infinity if none was answered."""
        ordered = sorted(self.taken)
        return 1000 * ordered[min(len(ordered) - 1, len(ordered) * part // 100)] if ordered else float("inf")


def as_fast_as_possible(urls: list[str], visitors: int, seconds: float) -> Load:
    """So many visitors, each of whom takes the next turn as soon as the last was answered."""
    end = time.perf_counter() + seconds

    def dues() -> float | None:
        now = time.perf_counter()
        return now if now < end else None

    return _run(urls, visitors, seconds, dues)


def at_rate(urls: list[str], rate: float, seconds: float, stop: Callable[[], bool] = lambda: False) -> Load:
    """So many turns a second. A turn waits for a free visitor, and its waiting counts."""
    due: queue.SimpleQueue[float | None] = queue.SimpleQueue()
    visitors = max(8, round(rate * 3))
    load_of: list[Load] = []
    worker = threading.Thread(target=lambda: load_of.append(_run(urls, visitors, seconds, due.get)))
    worker.start()
    started = time.perf_counter()
    for number in itertools.count():
        at = started + number / rate
        if at > started + seconds or stop():
            break
        time.sleep(max(0.0, at - time.perf_counter()))
        due.put(at)
    for _ in range(visitors):
        due.put(None)
    worker.join()
    return load_of[0]


def _run(urls: list[str], visitors: int, seconds: float, next_due: Callable[[], float | None]) -> Load:
    load = Load(seconds)
    started = time.perf_counter()

    def visit(number: int) -> None:
        visitor = Visitor(urls, number)
        while (due := next_due()) is not None:
            try:
                visitor.turn()
                load.taken.append(time.perf_counter() - due)
            except Lost as error:
                load.lost += 1
                load.failed.append(str(error))
                visitor = Visitor(urls, number)
            except (OSError, HTTPException) as error:
                load.failed.append(f"{type(error).__name__}: {error}")
                visitor = Visitor(urls, number)

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds = time.perf_counter() - started
    return load
