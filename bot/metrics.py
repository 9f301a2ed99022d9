"""Figures about this process for Prometheus: how often and how long, never who or what.

Labels are ids of our own content, routes, channels and status codes. Nothing that anyone typed or sent can
become one. What marks itself as a test is counted under ``traffic="test"`` or, as guidance, not at all.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    Counter,
    Histogram,
    disable_created_metrics,
    generate_latest,
)

from bot import traffic

CONTENT_TYPE = CONTENT_TYPE_LATEST
disable_created_metrics()  # when something was counted first is nobody's business
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)

_REQUESTS = Counter(
    "guidance_requests", "Requests that were answered.", ("method", "route", "status", "traffic")
)
_REQUEST_SECONDS = Histogram(
    "guidance_request_seconds", "From a request to its answer.", ("route", "traffic"), buckets=_SECONDS
)
_TURNS = Histogram(
    "guidance_turn_seconds",
    "Turns of conversations, and how long each took after its text was read.",
    ("channel", "traffic"),
    buckets=_SECONDS,
)
_READINGS = Histogram(
    "guidance_reading_seconds", "Texts that were read, and how long it took.", ("traffic",), buckets=_SECONDS
)
_ANSWERS = Counter(
    "guidance_answers",
    "Answers with guidance, by the area and tier they are for and their first route; no test traffic.",
    ("channel", "answer", "area", "tier", "route"),
)
_FAULTS = Counter("guidance_faults", "Errors that were logged, by the part that reported them.", ("part",))


def request(method: str, route: str, status: int, seconds: float) -> None:
    """A request was answered. ``route`` is the pattern of its address, never the address."""
    _REQUESTS.labels(method, route, status, _traffic()).inc()
    _REQUEST_SECONDS.labels(route, _traffic()).observe(seconds)


@contextmanager
def turn(channel: str) -> Iterator[None]:
    """Times one turn of a conversation on ``channel``."""
    with _timed(_TURNS.labels(channel, _traffic())):
        yield


@contextmanager
def reading() -> Iterator[None]:
    """Times the reading of one text."""
    with _timed(_READINGS.labels(_traffic())):
        yield


def answer(channel: str, answer: str, area: str, tier: str, route: str) -> None:
    """Guidance was given: the ``whole`` answer, or the ``action`` alone for a red flag or danger."""
    if not traffic.is_test():
        _ANSWERS.labels(channel, answer, area, tier, route).inc()


def exposition() -> bytes:
    """Every figure in Prometheus' text format, those of the process included."""
    return bytes(generate_latest())


class CountFaults(logging.Handler):
    """Counts what is logged as an error, so that no part has to count its own."""

    def __init__(self) -> None:
        """Warnings are no faults."""
        super().__init__(logging.ERROR)

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        _FAULTS.labels(record.name).inc()


@contextmanager
def _timed(histogram: Histogram) -> Iterator[None]:
    started = time.perf_counter()
    try:
        yield
    finally:
        histogram.observe(time.perf_counter() - started)


def _traffic() -> str:
    return "test" if traffic.is_test() else "real"
