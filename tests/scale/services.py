"""Real PostgreSQL, Redis and nginx for tests; without Debian's packages these tests are skipped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench import services
from bench.services import NotInstalled, Service, path_of


def needs(*programs: str) -> None:
    """Skip what cannot be tried without these programs."""
    try:
        for program in programs:
            path_of(program)
    except NotInstalled as error:
        pytest.skip(str(error))


@contextmanager
def postgresql() -> Iterator[Service]:
    """An empty database."""
    needs("postgres", "initdb")
    with services.postgresql() as service:
        yield service


@contextmanager
def redis_server() -> Iterator[Service]:
    """An empty Redis."""
    needs("redis-server")
    with services.redis_server() as service:
        yield service


@contextmanager
def nginx(upstreams: list[str], certificate: Path, key: Path) -> Iterator[Service]:
    """nginx with ``deploy/nginx.conf``."""
    needs("nginx")
    with services.nginx(upstreams, certificate, key) as service:
        yield service
