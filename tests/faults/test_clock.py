"""Clocks that are wrong: a session of another server's clock, and what a changed secret signed."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from pydantic import ValidationError
from sanic.response import empty

from bot.channels.session import Sessions
from bot.settings import Settings

DAY = 86_400
OLD, NEW = "o" * 40, "n" * 40


def _token(sessions: Sessions) -> str:
    response = empty()
    sessions.keep(SimpleNamespace(headers={}), response, "a")
    return str(response.cookies["guidance_session"].value)


@pytest.mark.parametrize("ahead", [2, 3600, -3600])
def test_servers_whose_clocks_differ_know_each_others_sessions(
    monkeypatch: pytest.MonkeyPatch, ahead: int
) -> None:
    sessions = Sessions(NEW, 7 * DAY, secure=False)
    real = time.time
    with monkeypatch.context() as patch:
        patch.setattr(time, "time", lambda: real() + ahead)
        token = _token(sessions)
    assert sessions.of(token) == "a"


def test_a_clock_that_is_put_forward_ends_old_sessions_only(monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = Sessions(NEW, 7 * DAY, secure=False)
    token, real = _token(sessions), time.time
    monkeypatch.setattr(time, "time", lambda: real() + 6 * DAY)
    assert sessions.of(token) == "a"
    monkeypatch.setattr(time, "time", lambda: real() + 8 * DAY)
    assert sessions.of(token) is None


def test_what_an_earlier_secret_signed_is_good_until_that_is_taken_out() -> None:
    token = _token(Sessions(OLD, 60, secure=False))
    both = Sessions([OLD, NEW], 60, secure=False)
    assert both.of(token) == "a"
    assert Sessions(NEW, 60, secure=False).of(_token(both)) == "a", "the new secret signs"
    assert Sessions(NEW, 60, secure=False).of(token) is None


def test_earlier_secrets_come_first_and_must_be_as_good() -> None:
    given = {"secret_key": NEW, "host": "0.0.0.0"}
    assert Settings.parse_obj({**given, "secret_keys_old": f"{OLD} {OLD}x"}).secrets == [OLD, f"{OLD}x", NEW]
    with pytest.raises(ValidationError):
        Settings.parse_obj({**given, "secret_keys_old": "for-one-machine-only"})
