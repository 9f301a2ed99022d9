"""Who may use the API: keys, and how often."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from click.testing import CliRunner
from sanic.request import Request
from sqlalchemy.engine import Engine

from bot.api.doors import Doors
from bot.channels.limits import Limits
from bot.channels.problems import Problem
from bot.cli import main
from bot.settings import settings
from bot.shared import Shared, share
from bot.shared.in_process import InProcess
from bot.store import connect, keys, upgrade
from tests.running import run_async

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = connect(f"sqlite:///{tmp_path / 'guidance.db'}")
    upgrade(engine)
    return engine


def admitted(doors: Doors, **headers: str) -> None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    run_async(doors.admit(cast(Request, SimpleNamespace(headers=named))))


def refused(doors: Doors, **headers: str) -> Problem:
    with pytest.raises(Problem) as caught:
        admitted(doors, **headers)
    return caught.value


def doors(
    engine: Engine, *, alone: bool = False, per_minute: int = 60, shared: Shared | None = None
) -> Doors:
    return Doors(engine, Limits(shared or share(None)), per_minute, alone)


def test_on_this_machine_no_key_is_needed(engine: Engine) -> None:
    admitted(doors(engine, alone=True))


def test_through_a_proxy_nobody_told_us_of_a_key_is_needed(engine: Engine) -> None:
    assert refused(doors(engine, alone=True), x_forwarded_for="192.0.2.7").status == 403


def test_elsewhere_it_is_off_until_there_is_a_key_and_says_how_to_make_one(engine: Engine) -> None:
    problem = refused(doors(engine))
    assert problem.status == 403
    assert "guidance key create" in problem.detail


def test_elsewhere_it_is_off_again_when_the_last_key_is_revoked(engine: Engine) -> None:
    keys.create(engine, "records", MONDAY)
    assert refused(doors(engine)).status == 401
    keys.revoke(engine, 1, MONDAY)
    assert refused(doors(engine)).status == 403


def test_the_right_key_is_admitted_anywhere(engine: Engine) -> None:
    key = keys.create(engine, "records", MONDAY)
    admitted(doors(engine), authorization=f"Bearer {key}")
    admitted(doors(engine), authorization=f"bearer  {key}")
    admitted(doors(engine, alone=True), authorization=f"Bearer {key}")


@pytest.mark.parametrize("given", ["Bearer tgb_wrong", "Bearer ", "Basic eDp5", "x", "Bearer \udcff"])
def test_a_wrong_key_is_refused_even_on_this_machine(engine: Engine, given: str) -> None:
    keys.create(engine, "records", MONDAY)
    problem = refused(doors(engine, alone=True), authorization=given)
    assert problem.status == 401
    assert problem.headers == {"WWW-Authenticate": "Bearer"}


def test_a_revoked_key_is_refused_at_once(engine: Engine) -> None:
    key = keys.create(engine, "records", MONDAY)
    at = doors(engine)
    admitted(at, authorization=f"Bearer {key}")
    assert keys.revoke(engine, 1, MONDAY)
    assert refused(at, authorization=f"Bearer {key}").status == 401
    assert not keys.revoke(engine, 1, MONDAY)


def test_each_key_has_its_own_limit_and_is_told_how_long_to_wait(engine: Engine) -> None:
    one, other = (keys.create(engine, name, MONDAY) for name in ("one", "other"))
    at = doors(engine, per_minute=2)
    for _ in range(2):
        admitted(at, authorization=f"Bearer {one}")
    problem = refused(at, authorization=f"Bearer {one}")
    assert problem.status == 429
    assert problem.headers["Retry-After"] == "60"
    admitted(at, authorization=f"Bearer {other}")


def test_a_key_has_one_limit_for_servers_that_share_their_counts_and_a_new_one_each_minute(
    engine: Engine,
) -> None:
    key, now = keys.create(engine, "records", MONDAY), [0.0]
    shared = InProcess(lambda: now[0])
    one, other = (doors(engine, per_minute=2, shared=shared) for _ in range(2))
    for at in (one, other):
        admitted(at, authorization=f"Bearer {key}")
    assert refused(one, authorization=f"Bearer {key}").status == 429
    now[0] = 60.0
    admitted(one, authorization=f"Bearer {key}")


def test_a_key_is_random_and_only_its_hash_is_kept(engine: Engine, tmp_path: Path) -> None:
    made = {keys.create(engine, "records", MONDAY) for _ in range(3)}
    assert len(made) == 3
    assert all(key.startswith("tgb_") and len(key) > 40 for key in made)
    engine.dispose()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert not any(key.encode() in kept for key in made)


def test_the_day_of_its_last_use_is_kept(engine: Engine) -> None:
    key = keys.create(engine, "records", MONDAY)
    assert keys.every(engine)[0].last_used_on is None
    for day in (MONDAY, TUESDAY):
        found = keys.use(engine, key, day)
        assert found is not None and found.name == "records"
        assert keys.every(engine)[0].last_used_on == day


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'guidance.db'}")
    settings.cache_clear()
    yield CliRunner()
    settings.cache_clear()


def test_a_key_is_made_listed_and_revoked_on_the_command_line(run: CliRunner, tmp_path: Path) -> None:
    assert "no key" in run.invoke(main, ["key", "list"]).output
    key = run.invoke(main, ["key", "create", "Case records"]).output.splitlines()[0]
    engine = connect(f"sqlite:///{tmp_path / 'guidance.db'}")
    admitted(doors(engine), authorization=f"Bearer {key}")
    listed = run.invoke(main, ["key", "list"]).output
    assert "Case records" in listed and key not in listed
    assert run.invoke(main, ["key", "revoke", "1"]).exit_code == 0
    assert "revoked" in run.invoke(main, ["key", "list"]).output
    assert refused(doors(engine), authorization=f"Bearer {key}").status == 401


def test_a_wrong_command_says_what_is_wrong(run: CliRunner) -> None:
    assert run.invoke(main, ["key", "revoke", "7"]).exit_code == 1
    assert run.invoke(main, ["key", "create", " "]).exit_code == 2
    assert run.invoke(main, ["key", "create", "x" * 101]).exit_code == 2
