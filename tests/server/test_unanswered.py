"""A question that nobody can answer is kept by the server, redacted; a story about a child never is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import httpx

from tests.server.conftest import Server

NOBODY_KNOWS = "is there parking at the core group in Walsall"
NAMED = "is there parking for Priya Nandakumar at the core group in Walsall"


def _ask(client: httpx.Client, text: str) -> str:
    _post(client, {"event": "start"})
    _post(client, {"choice": {"question": "opening", "turn": 1, "value": "ask_question"}})
    return str(_post(client, {"text": text}))


def _post(client: httpx.Client, body: dict[str, Any]) -> Any:
    response = client.post("/api/chat", json=body)
    assert response.status_code == 200, response.text
    return response.json()


def _kept(server: Server) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(server.database)) as database:
        return list(database.execute("SELECT text, area FROM unanswered_questions"))


def test_it_is_kept_with_its_area(server: Server, client: httpx.Client) -> None:
    assert "I will not guess" in _ask(client, NOBODY_KNOWS)
    [(_, area)] = [one for one in _kept(server) if "parking" in one[0]]
    assert area == "walsall"


def test_no_name_is_ever_kept(server: Server, client: httpx.Client) -> None:
    _ask(client, NAMED)
    assert not [text for text, _ in _kept(server) if "Priya" in text or "Nandakumar" in text]


def test_what_is_answered_is_not_kept(server: Server, client: httpx.Client) -> None:
    before = _kept(server)
    assert "police" in _ask(client, "who has to be at a strategy discussion")
    assert _kept(server) == before


def test_a_story_about_a_child_is_not_kept(server: Server, client: httpx.Client) -> None:
    before = _kept(server)
    _ask(client, "who pays for the taxi? her dad hit her with a belt last night")
    assert _kept(server) == before


def test_what_the_page_gets_says_nothing_of_what_is_kept(client: httpx.Client) -> None:
    _post(client, {"event": "start"})
    assert _post(client, {"text": NOBODY_KNOWS}).keys() == {"messages", "turn", "so_far", "practising"}
