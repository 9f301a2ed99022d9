"""Who may read the figures, what counts as an id, and what a log line holds."""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from prometheus_client import REGISTRY
from pydantic import ValidationError

from bot import logs, traffic
from bot.channels.problems import Problem
from bot.channels.watch import admit
from bot.settings import Settings, is_alone

Logged = Callable[[], list[dict[str, Any]]]
TOKEN = "a token of some length"


def status(token: str | None, alone: bool, **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        admit(SimpleNamespace(headers=named), token, alone)  # type: ignore[arg-type]
    except Problem as problem:
        return problem.status
    return 200


def test_figures_are_for_this_machine_until_there_is_a_token() -> None:
    assert status(None, alone=True) == 200
    assert status(None, alone=False) == 403
    assert status(None, alone=True, x_forwarded_for="192.0.2.7") == 403


def test_with_a_token_they_are_for_whoever_shows_it() -> None:
    assert status(TOKEN, alone=False) == 401
    assert status(TOKEN, alone=False, authorization="Bearer wrong") == 401
    assert status(TOKEN, alone=False, authorization="Bearer \udcff") == 401
    assert status(TOKEN, alone=False, authorization=f"Bearer {TOKEN}") == 200
    assert status(TOKEN, alone=True) == 200


def test_a_token_that_can_be_guessed_is_refused() -> None:
    assert Settings.parse_obj({"metrics_token": TOKEN}).metrics_token
    with pytest.raises(ValidationError):
        Settings.parse_obj({"metrics_token": "short"})


def test_a_server_behind_a_proxy_is_not_alone() -> None:
    secret = {"secret_key": "x" * 40}
    assert is_alone(Settings.parse_obj({}))
    assert not is_alone(Settings.parse_obj({**secret, "public_url": "https://guidance.example"}))
    assert not is_alone(Settings.parse_obj({**secret, "host": "0.0.0.0"}))


def test_only_a_machines_id_is_kept() -> None:
    for given in (uuid.uuid4().hex, str(uuid.uuid4())):
        assert traffic.begin(given) == given == traffic.request_id()
    for given in (None, "", "Zebulonetta", "9990123454", "0" * 31, "0" * 33, f"{uuid.uuid4()}\n"):
        assert traffic.begin(given) not in (given, "")


def test_an_error_is_logged_with_its_place_and_id_but_not_its_words(logged: Logged) -> None:
    logs.configure()
    identity = traffic.begin()
    before = _faults()
    try:
        raise ValueError("Zebulonetta is hungry")
    except ValueError:
        logs.logger.exception("something failed")
    (line,) = logged()
    assert line["event"] == "something failed"
    assert line["where"].startswith("ValueError at ")
    assert line["request_id"] == identity
    assert "Zebulonetta" not in json.dumps(line)
    assert _faults() == before + 1


def test_a_warning_is_no_fault(logged: Logged) -> None:
    logs.configure()
    before = _faults()
    logging.getLogger("bot.logs").warning("odd")
    assert [line["level"] for line in logged()] == ["warning"]
    assert _faults() == before


def _faults() -> float:
    return REGISTRY.get_sample_value("guidance_faults_total", {"part": "bot.logs"}) or 0.0
