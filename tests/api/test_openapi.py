"""Whatever the description allows, and much that it forbids, is sent to the server that is described."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck
from requests import Session
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.api.conftest import Served
from tests.fuzzing import examples

MOST = examples(4, 500)
IN_ORDER = bool(examples(1, 0))
_DATED = ("on", "at", "today")


@pytest.fixture(scope="session")
def described(served: Served) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_url(f"{served.url}/api/openapi.json")


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """One connection for thousands of requests."""
    with Session() as session:
        yield session


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@hypothesis.settings(
    max_examples=MOST, derandomize=not examples(0, 1), suppress_health_check=list(HealthCheck)
)
def test_every_reply_is_as_described(case: schemathesis.Case, served: Served, session: Session) -> None:
    """A day can be well written and impossible: 30 February, or a meeting that was held next year."""
    excluded = [positive_data_acceptance] if _has_a_day(case.body) or _has_a_day(case.query) else []
    case.call_and_validate(base_url=served.url, session=session, excluded_checks=excluded)


def _has_a_day(sent: Any) -> bool:
    return isinstance(sent, dict) and any(name in sent for name in _DATED)
