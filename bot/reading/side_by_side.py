"""Learning's heavy work side by side: a process for each core, where processes can be forked."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, TypeVar

from threadpoolctl import threadpool_limits

Item = TypeVar("Item")
Result = TypeVar("Result")

_work: list[Callable[[Any], Any]] = []  # of a forked process: what it was made for


@contextmanager
def side_by_side(
    function: Callable[[Item], Result], items: Sequence[Item], least: int
) -> Iterator[Iterator[Result]]:
    """``function`` of each item, in order; in one process for fewer than ``least`` items, and in a thread.

    What ``function`` holds is shared by forking and need not be sent; items and results are.
    """
    # a server that learns while it serves has locks held in other threads, which a fork would copy
    may_fork = sys.platform == "linux" and threading.current_thread() is threading.main_thread()
    if len(items) < least or not may_fork:
        yield map(function, items)
        return
    with get_context("fork").Pool(os.cpu_count(), _begin, (function,)) as pool:
        yield pool.imap(_here, items)


def _begin(function: Callable[[Any], Any]) -> None:
    _work.append(function)
    threadpool_limits(1)


def _here(item: Any) -> Any:
    return _work[-1](item)
