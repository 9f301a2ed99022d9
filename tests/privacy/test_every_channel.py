"""Personal data goes into every input of every channel of one server, and then is nowhere.

The server runs with every log at debug level, and writes down what its actions and its store are given.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timezone

import httpx
import pytest

from bench.processes import free_port
from bot.accounts.model import Role
from bot.accounts.passwords import hash_of
from bot.insight.finished import Finished
from bot.store import accounts, connect, insights, keys
from tests.privacy import channels
from tests.privacy.planted import BESIDE, KINDS, NOT_PERSONAL, TEXT, found
from tests.server.conftest import Server, started
from tests.teams.conftest import User, settings
from tests.teams.microsoft import microsoft
from tests.training.conftest import PASSWORD

METRICS_TOKEN = "a token of this test"
PLACES = ("guidance.db", "log.txt", "payloads.txt", "trackers.txt")


@dataclass(frozen=True)
class Told:
    """What was handed back by channel, what was written by file, and the figures."""

    said: dict[str, str]
    written: dict[str, str]
    addresses: set[tuple[str, str]]
    figures: str


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """One server with all its channels, after everything was said to it."""
    folder, port = tmp_path_factory.mktemp("privacy"), free_port()
    (folder / "tmp").mkdir()
    with microsoft(tmp_path_factory.mktemp("microsoft")) as cloud:
        more = {"GUIDANCE_METRICS_TOKEN": METRICS_TOKEN, "TMPDIR": str(folder / "tmp")}
        with started("-m", "tests.server.watched", folder, {**settings(cloud, port), **more}, port) as server:
            key = _prepare(server)
            said = {
                "web chat": channels.web_chat(server),
                "exercise": channels.exercise(server),
                "API": channels.api(server, key),
                "training room": channels.training_room(server, "fay"),
                "accounts and insight": channels.accounts(server, "ana"),
                "Teams": channels.teams(User(server, cloud)),
            }
            shown = httpx.get(
                f"{server.url.rstrip('/')}/metrics", headers={"Authorization": f"Bearer {METRICS_TOKEN}"}
            )
            yield Told(said, _written(server), _addresses(server), shown.raise_for_status().text)


def _prepare(server: Server) -> str:
    """Two accounts, a month that is over, and a key of the API, which it gives."""
    engine, hashed = connect(f"sqlite:///{server.database}"), hash_of(PASSWORD)
    accounts.create(engine, "fay", [Role.FACILITATOR], hashed)
    accounts.create(engine, "ana", [Role.ANALYST], hashed)
    one = Finished("walsall", "school", "early_help_multi", "early_help", ("neglect",), "agreed", "1")
    insights.note(engine, one, "web", datetime(2026, 3, 10, 11, tzinfo=timezone.utc))
    return keys.create(engine, "records", date(2026, 3, 10))


def _written(server: Server) -> dict[str, str]:
    folder = server.log.parent
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes().decode("utf-8", "replace") for path in files}


def _addresses(server: Server) -> set[tuple[str, str]]:
    """Every address that takes something: a body, or a part of the address itself."""
    lines = (server.log.parent / "addresses.txt").read_text().splitlines()
    return {
        (method, path)
        for path, methods in map(json.loads, lines)
        for method in methods
        if method not in ("HEAD", "OPTIONS") and (method != "GET" or "<" in path)
    }


def test_everything_that_takes_something_was_given_some(told: Told) -> None:
    asked = set(re.findall(r'guidance_requests_total\{method="(\w+)",route="([^"]*)"', told.figures))
    assert len(told.addresses) > 30
    assert told.addresses - asked == set()


def test_the_watch_sees_what_is_not_personal(told: Told) -> None:
    """Else the tests below could not fail."""
    assert {kind for kind, pattern in KINDS.items() if pattern.search(TEXT)} == KINDS.keys() - {BESIDE}
    database = "".join(text for name, text in told.written.items() if name.startswith("guidance.db"))
    for text in (database, *(told.written[name] for name in PLACES[1:])):
        assert NOT_PERSONAL in text
    for channel in told.said:
        assert NOT_PERSONAL in told.said[channel] or channel == "exercise", channel


def test_no_file_holds_any_of_it(told: Told) -> None:
    assert set(PLACES) <= told.written.keys()
    for name, text in told.written.items():
        assert found(text) == [], name


def test_nothing_that_is_handed_out_holds_any_of_it(told: Told) -> None:
    for channel, text in told.said.items():
        assert found(text) == [], channel


def test_no_figure_holds_any_of_it(told: Told) -> None:
    assert "guidance_turn_seconds" in told.figures
    assert found(told.figures) == []
