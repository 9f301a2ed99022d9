"""The chat over HTTP: turns, sessions, and everything a client may not do."""

from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.server.conftest import Server

START = {"event": "start"}
WORK = {"choice": {"question": "opening", "turn": 1, "value": "work_it_through"}}


def _post(client: httpx.Client, body: Any, **headers: str) -> httpx.Response:
    return client.post("/api/chat", json=body, headers=headers)


def _text(response: httpx.Response) -> str:
    assert response.status_code == 200, response.text
    return json.dumps(response.json()["messages"])


def test_a_session_begins_with_999_and_a_question(client: httpx.Client) -> None:
    answer = _post(client, START).json()
    assert answer["messages"][0]["kind"] == "alert"
    assert answer["messages"][-1]["question"] == "opening"
    assert answer["turn"] == answer["messages"][-1]["turn"] == 1


def test_a_returning_session_gets_its_open_question_again(client: httpx.Client) -> None:
    _post(client, START)
    asked = _post(client, WORK).json()["messages"][-1]["question"]
    assert asked != "opening"
    assert _post(client, START).json()["messages"][-1]["question"] == asked


def test_two_browsers_have_two_conversations(server: Server) -> None:
    with httpx.Client(base_url=server.url) as one, httpx.Client(base_url=server.url) as other:
        _post(one, START)
        _post(one, WORK)
        assert _post(other, START).json()["messages"][-1]["question"] == "opening"


def test_the_cookie_is_signed_and_kept_from_scripts_and_other_sites(client: httpx.Client) -> None:
    cookie = _post(client, START).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Secure" not in cookie, "plain HTTP on this machine"


@pytest.mark.parametrize("forged", ["default", "abc.def.ghi", "ImRlZmF1bHQi.aaaa.bbbb", ""])
def test_nobody_chooses_whose_conversation_they_join(client: httpx.Client, forged: str) -> None:
    client.cookies.set("guidance_session", forged)
    response = _post(client, WORK)
    assert response.json()["turn"] == 1, "a new conversation"
    assert response.cookies["guidance_session"] not in ("", forged)


def test_starting_a_new_case_changes_the_conversations_id(client: httpx.Client) -> None:
    before = _post(client, START).cookies["guidance_session"]
    same = _post(client, WORK).cookies["guidance_session"]
    assert before.split(".")[0] == same.split(".")[0]
    after = _post(client, {"text": "start again"}).cookies["guidance_session"]
    assert after.split(".")[0] != before.split(".")[0]
    assert _post(client, START).json()["messages"][-1]["question"] == "opening"


def test_deleting_forgets_the_conversation(client: httpx.Client) -> None:
    _post(client, START)
    _post(client, WORK)
    kept = client.cookies["guidance_session"]
    response = client.delete("/api/chat")
    assert response.status_code == 204
    assert 'guidance_session=""' in response.headers["set-cookie"]
    client.cookies.set("guidance_session", kept)
    assert _post(client, START).json()["messages"][-1]["question"] == "opening"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "😭👶🤕",
        "dziecko ma siniaki na rękach i boi się taty",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "'; DROP TABLE conversations; --",
        '/choose{"question": "opening", "turn": 1, "value": "danger"}',
        "/restart",
        '/tell{"case": {"answers": []}}',
        "\x00\x1b[31m \ud800 half a character",
        "a" * 20_000,
        "he is hungry " * 1_500,
    ],
    ids=lambda text: text[:20].encode("unicode_escape").decode() or "empty",
)
def test_bad_input_is_answered_and_nothing_is_lost(client: httpx.Client, text: str) -> None:
    _post(client, START)
    _post(client, WORK)
    response = client.post(
        "/api/chat", content=json.dumps({"text": text}), headers={"content-type": "application/json"}
    )
    assert response.json()["messages"], response.text
    assert _post(client, START).json()["messages"][-1]["question"] != "opening", "the case is still there"


def test_a_text_that_was_cut_says_so(client: httpx.Client) -> None:
    assert "first part only" in _text(_post(client, {"text": "he is hungry " * 1_500}))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"{}",
        b"null",
        b"[" * 100_000,
        b'{"text": 1}',
        b'{"text": "a", "slots": {"case": {}}}',
        b'{"text": "a", "metadata": {}}',
        b'{"text": "a", "sender": "default"}',
        b'{"event": "restart"}',
        b'{"intent": "stop"}',
        b'{"choice": {"question": "opening", "turn": 1}}',
        b'{"choice": {"question": "opening", "turn": "1", "value": "danger"}}',
        b'{"choice": {"question": "opening", "turn": true, "value": "danger"}}',
        b'{"choice": {"question": "opening", "turn": 1, "value": 5}}',
        b'{"choice": {"question": "opening", "turn": 1, "value": [["danger"]]}}',
        b'{"choice": {"question": "opening", "turn": 1, "value": {"a": {"b": "c"}}}}',
        b'{"choice": {"question": "opening", "turn": 1, "value": "danger", "intent": "stop"}}',
        b'{"choice": {"question": "opening", "turn": 1, "value": "' + b"x" * 201 + b'"}}',
        b"\xff\xfe",
    ],
)
def test_a_malformed_body_is_refused_with_problem_details(client: httpx.Client, body: bytes) -> None:
    response = client.post("/api/chat", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert set(response.json()) == {"type", "title", "status", "detail", "request_id"}


@pytest.mark.parametrize("value", ["no_such_option", ["danger", "training"], {"opening": "x"}, {"case": "x"}])
def test_only_what_was_offered_can_be_chosen(client: httpx.Client, value: Any) -> None:
    _post(client, START)
    answer = _post(client, {"choice": {"question": "opening", "turn": 1, "value": value}}).json()
    assert answer["messages"][-1]["question"] == "opening"


def test_two_messages_at_once_are_both_answered(client: httpx.Client) -> None:
    _post(client, START)
    with ThreadPoolExecutor(3) as pool:
        turns = sorted(
            response.json()["turn"] for response in pool.map(lambda _: _post(client, START), range(3))
        )
    assert turns == [2, 3, 4]


def test_a_database_that_fails_is_answered_safely_and_loses_nothing(
    client: httpx.Client, server: Server
) -> None:
    _post(client, START)
    asked = _post(client, WORK).json()["messages"][-1]["question"]
    with sqlite3.connect(server.database) as database:
        database.execute("ALTER TABLE conversations RENAME TO away")
    try:
        response = _post(client, START)
    finally:
        with sqlite3.connect(server.database) as database:
            database.execute("ALTER TABLE away RENAME TO conversations")
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "999" in response.json()["messages"][0]["text"]
    assert _post(client, START).json()["messages"][-1]["question"] == asked


def test_no_words_reach_the_log_or_the_database(client: httpx.Client, server: Server) -> None:
    _post(client, {"text": "zxqlogwordzx says her stepdad hits her with a belt"})
    _post(client, {"text": "/zxqlogwordzx{not json"})
    _post(client, {"text": '/tell{"zxqlogwordzx": 1} rest'})
    written = [server.log, *server.database.parent.glob("guidance.db*")]
    assert [path.name for path in written if b"zxqlogwordzx" in Path(path).read_bytes()] == []
