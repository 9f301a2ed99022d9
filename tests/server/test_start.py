"""Starting: what is refused, and with which words."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from pydantic import ValidationError

from bot.channels.guard import Guard
from bot.channels.session import Sessions
from bot.settings import Settings, is_loopback
from tests.server.conftest import ROOT

SECRET = "x" * 40


def _serve(*arguments: str, code: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    program = f"{code}\nfrom bot.cli import main; main()"
    command = [sys.executable, "-c", program, "serve", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=100
    )


def test_beyond_this_machine_a_secret_is_needed() -> None:
    done = _serve("--host", "0.0.0.0")
    assert done.returncode == 1
    assert "GUIDANCE_SECRET_KEY" in done.stderr
    assert "Traceback" not in done.stderr


def test_broken_content_stops_the_start_and_says_where(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "guidance"
    shutil.copytree(ROOT / "data" / "guidance", folder)
    (folder / "tiers.yml").write_text("- id: no_such_tier\n")
    code = f"import bot.content.load as l, pathlib; l.load.__defaults__ = (pathlib.Path({str(folder)!r}),)"
    done = _serve("--port", "0", code=code)
    assert done.returncode == 1
    assert "tiers.yml:1: error" in done.stderr
    assert "mend:" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_says_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = _serve("--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "--port" in done.stderr


def test_without_a_model_it_says_how_to_train_one(tmp_path: Path) -> None:
    done = _serve("--port", "0", GUIDANCE_MODELS=str(tmp_path), DATABASE_URL=f"sqlite:///{tmp_path / 'a.db'}")
    assert done.returncode == 1
    assert "make train" in done.stderr


def test_settings_for_this_machine_need_nothing() -> None:
    settings = Settings.parse_obj({})
    assert (settings.host, settings.port) == ("127.0.0.1", 5005)
    assert SECRET not in repr(Settings.parse_obj({"secret_key": SECRET}))


@pytest.mark.parametrize(
    "given",
    [
        {"host": "0.0.0.0"},
        {"host": "0.0.0.0", "secret_key": "short"},
        {"public_url": "https://guidance.example"},
        {"host": "0.0.0.0", "secret_key": SECRET, "now": "2026-03-13T17:05"},
    ],
)
def test_settings_beyond_this_machine_must_be_safe(given: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Settings.parse_obj(given)


def test_loopback_is_this_machine_alone() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.8.8.8", "::1")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "10.0.0.1", "guidance.example", "")))


def test_over_https_the_cookie_is_secure() -> None:
    from sanic.response import empty

    response = empty()
    Sessions(SECRET, 60, secure=True).keep(SimpleNamespace(headers={}), response, "a")
    assert "Secure" in str(response.cookies["guidance_session"])


def test_a_session_that_is_too_old_is_nobodys() -> None:
    from sanic.response import empty

    response = empty()
    Sessions(SECRET, 60, secure=False).keep(SimpleNamespace(headers={}), response, "a")
    token = str(response.cookies["guidance_session"].value)
    assert Sessions(SECRET, 60, secure=False).of(token) == "a"
    assert Sessions(SECRET, -1, secure=False).of(token) is None
    assert Sessions("y" * 40, 60, secure=False).of(token) is None


def test_behind_a_proxy_the_public_name_is_its_own() -> None:
    guard = Guard("https://guidance.example", loopback=True)
    assert guard._known("guidance.example")
    assert guard._known("localhost:5005")
    assert guard._known("[::1]:5005")
    assert not guard._known("elsewhere.example")
