"""Faults while serving, over HTTP: content that changes, clients that are slow, gone or never come back."""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from click.testing import CliRunner, Result

from bench.processes import free_port
from bot.commands.reload import reload
from bot.content.check import fingerprint, seal
from bot.content.load import CONTENT_FOLDER
from bot.settings import settings
from bot.store import connect
from bot.store.conversations import delete_untouched
from tests.scale.servers import HEADER, START, Served, Talker

EDITION = "2999.1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that the server has, its content included."""
    folder = tmp_path_factory.mktemp("faults")
    shutil.copytree(CONTENT_FOLDER, folder / "data" / "guidance")
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Served]:
    """A server with little patience and no limits."""
    server = Served(
        folder,
        free_port(),
        {
            "DATABASE_URL": f"sqlite:///{folder / 'guidance.db'}",
            "GUIDANCE_CONTENT": str(folder / "data" / "guidance"),
            "GUIDANCE_REQUEST_TIMEOUT": "2",
            "GUIDANCE_ALL_TURNS_PER_MINUTE": "100000",
        },
    )
    server.start()
    server.wait()
    yield server
    server.kill()


def _change(folder: Path, file: str, old: str, new: str) -> Path:
    path = folder / "data" / "guidance" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def _new_edition(folder: Path) -> None:
    path = folder / "data" / "guidance" / "edition.yml"
    text = re.sub(r"(?m)^edition: .*$", f'edition: "{EDITION}"', path.read_text("utf-8"))
    text = re.sub(r"(?m)^fingerprint: .*$", 'fingerprint: "none"', text)
    entry = f'changelog:\n  - edition: "{EDITION}"\n    dated: 2026-11-26\n    changes: [For a test.]\n'
    path.write_text(text.replace("changelog:\n", entry, 1), "utf-8")
    seal(path.parent)


def _reload(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.setenv("GUIDANCE_RUN_FOLDER", str(folder / "run"))
    settings.cache_clear()
    try:
        return CliRunner().invoke(reload)
    finally:
        settings.cache_clear()


_client = httpx.Client(timeout=60)


def _opening(url: str) -> tuple[str, str]:
    """A new conversation: a sentence of the wording, and a question of the intake, in one reply."""
    reply = _client.post(f"{url}/api/chat", json=START, headers={HEADER: ""})
    messages = reply.raise_for_status().json()["messages"]
    return messages[1]["text"], messages[-1]["text"]


def test_other_content_is_served_without_a_restart_and_nobody_sees_some_of_each(
    server: Served, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _opening(server.url)
    _change(folder, "wording/conversation.yml", "Leave out names.", "Leave out every name.")
    _change(folder, "intake/conversation.yml", before[1], "What brings you here today?")
    _new_edition(folder)
    seen: list[tuple[str, str]] = []
    is_over = threading.Event()

    def ask() -> None:
        while not is_over.is_set():
            seen.append(_opening(server.url))

    asking = [threading.Thread(target=ask) for _ in range(2)]
    for thread in asking:
        thread.start()
    done = _reload(folder, monkeypatch)
    is_over.set()
    for thread in asking:
        thread.join()
    assert done.exit_code == 0, done.output
    assert done.output == f"Port {server.url.rsplit(':')[-1]} serves edition {EDITION}.\n"
    after = _opening(server.url)
    assert "Leave out every name." in after[0]
    assert after[1] == "What brings you here today?"
    assert set(seen) <= {before, after}
    assert before in seen
    assert httpx.get(f"{server.url}/health").json()["edition"] == EDITION


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("tiers.yml", "- id: universal", "- id: no_such_tier", "tiers.yml:"),
        ("reading/context.yml", "\n", "\n\tbroken: [\n", "data/guidance/reading"),
    ],
)
def test_content_that_is_wrong_is_refused_as_a_whole_and_says_why(
    server: Served, folder: Path, monkeypatch: pytest.MonkeyPatch, file: str, old: str, new: str, said: str
) -> None:
    before = _opening(server.url)
    good = (folder / "data" / "guidance" / file).read_text("utf-8")
    edition = (folder / "data" / "guidance" / "edition.yml").read_text("utf-8")
    path = _change(folder, file, old, new)
    changed = _change(folder, "wording/conversation.yml", "Leave out", "Do leave out")
    if file.startswith("reading"):
        _seal_anyway(path.parents[1])
    done = _reload(folder, monkeypatch)
    path.write_text(good, "utf-8")
    changed.write_text(changed.read_text("utf-8").replace("Do leave out", "Leave out"), "utf-8")
    (folder / "data" / "guidance" / "edition.yml").write_text(edition, "utf-8")
    assert done.exit_code == 1
    assert said in done.output
    assert "the old content is still served" in done.output
    assert said in server.log.read_text()
    assert _opening(server.url) == before


def _seal_anyway(content: Path) -> None:
    path = content / "edition.yml"
    edition = re.search(r'(?m)^edition: "(.*)"$', path.read_text("utf-8"))[1]
    mark = f'fingerprint: "{edition}:{fingerprint(content)}"'
    path.write_text(re.sub(r"(?m)^fingerprint: .*$", mark, path.read_text("utf-8")), "utf-8")


def test_the_files_of_servers_that_were_killed_are_no_servers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "run").mkdir()
    left = tmp_path / "run" / "5005.json"
    left.write_text('{"pid": 1, "edition": "", "reloads": 0, "refused": ""}')
    done = _reload(tmp_path, monkeypatch)
    assert done.exit_code == 1
    assert "no server" in done.output
    assert not left.exists()


def test_health_tells_when_what_is_old_was_last_deleted(server: Served) -> None:
    health = httpx.get(f"{server.url}/health").json()
    assert set(health["purged"]) >= {"conversations", "records", "unanswered questions"}
    assert all(one["deleted"] == 0 for one in health["purged"].values())


def test_a_client_that_sends_slowly_is_cut_off_and_nobody_waits_for_it(server: Served) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as slow:
        slow.sendall(b"POST /api/chat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n")
        slow.sendall(b'Content-Length: 100\r\n\r\n{"text": ')
        started = time.monotonic()
        assert _opening(server.url)[0]
        assert b"408" in slow.recv(1000).split(b"\r\n")[0]
        assert time.monotonic() - started < 20


def test_a_client_that_is_gone_and_comes_back_has_said_it_once(server: Served) -> None:
    talker = Talker(server.url)
    talker.say(START)
    turn: dict[str, Any] = {"text": "A boy of nine is often late for school in Bolton.", "id": "gone-1"}
    gone = httpx.Client(timeout=0.001)
    with pytest.raises(httpx.TimeoutException):
        gone.post(f"{server.url}/api/chat", json=turn, headers={"X-Guidance-Session": talker.token})
    assert talker.post(turn).json()["turn"] == 2


def test_a_client_that_goes_before_its_answer_is_no_fault(server: Served) -> None:
    faults = _faults(server)
    host, port = server.url.removeprefix("http://").split(":")
    turn = b'{"text": "A boy of nine is often late for school in Bolton."}'
    with socket.create_connection((host, int(port)), timeout=30) as gone:
        gone.sendall(b"POST /api/chat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n")
        gone.sendall(b"Content-Length: %d\r\n\r\n%s" % (len(turn), turn))
    end = time.monotonic() + 10
    while '"status": 499' not in server.log.read_text() and time.monotonic() < end:
        time.sleep(0.05)
    assert 'route="/api/chat",status="499"' in httpx.get(f"{server.url}/metrics").text
    assert _faults(server) == faults


def _faults(server: Served) -> list[str]:
    figures = httpx.get(f"{server.url}/metrics").text.splitlines()
    return [line for line in figures if line.startswith("guidance_faults_total")]


def test_a_thousand_conversations_that_are_opened_and_left_cost_little_and_are_deleted(
    server: Served, folder: Path
) -> None:
    process = psutil.Process(server.process.pid)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: _opening(server.url), range(50)))
        before = process.memory_info().rss
        list(pool.map(lambda _: _opening(server.url), range(1000)))
    assert process.memory_info().rss - before < 60_000_000
    assert delete_untouched(connect(f"sqlite:///{folder / 'guidance.db'}"), -1) >= 1000
    assert _opening(server.url)
