"""The API over HTTP: headers, refusals, what may be kept, and that the chat and it agree."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpx
import pytest

from bot import logs
from bot.content.load import Content
from tests.api.conftest import Served

FACTS = {"facts": {"home": "walsall", "concerns": ["often_late"]}}
HIT = "Her stepdad hit her with a belt and she is scared to go home."
NOBODY_KNOWS = "is there parking at the core group in Walsall"
ID = "0123456789abcdef0123456789abcdef"


def test_every_reply_names_the_edition_in_body_and_header(client: httpx.Client, content: Content) -> None:
    for response in (
        client.post("/api/v1/guidance", json=FACTS),
        client.post("/api/v1/questions", json={"question": "How soon is the first core group?"}),
        client.get("/api/v1/timescales", params={"anchor": "core_group", "on": "2026-03-03"}),
        client.get("/api/v1/indicators"),
        client.get("/api/v1/content"),
    ):
        assert response.status_code == 200
        assert response.headers["content-type"] == "application/json"
        assert response.json()["edition"] == content.edition.edition
        assert response.headers["x-guidance-edition"] == content.edition.edition
        assert "set-cookie" not in response.headers


def test_a_text_gets_the_action_that_the_chat_gives(client: httpx.Client, tuesday_morning: datetime) -> None:
    for said in ({"event": "start"}, {"text": f"Bolton. {HIT}"}):
        chat = client.post("/api/chat", json=said).json()
    action = next(message for message in chat["messages"] if message["kind"] == "answer")
    reply = client.post("/api/v1/guidance", json={"text": f"Bolton. {HIT}"}).json()
    assert (reply["heading"], reply["lead"]) == (action["heading"], action["lead"])
    assert [one["name"] for one in reply["contacts"]] == [
        one["name"] for one in action["sections"][1]["blocks"][0]["items"]
    ]


def test_a_question_gets_the_answer_of_the_chat(client: httpx.Client) -> None:
    question = "How soon must a strategy discussion take place in Bolton?"
    client.post("/api/chat", json={"event": "start"})
    chat = client.post("/api/chat", json={"text": question}).json()
    reply = client.post("/api/v1/questions", json={"question": question, "area": "bolton"}).json()
    said = next(message for message in chat["messages"] if message["kind"] == "reasons")
    assert reply["answers"] == said["items"]


def test_a_question_nobody_can_answer_is_not_kept(served: Served, client: httpx.Client) -> None:
    from bot.store.unanswered import unanswered

    reply = client.post("/api/v1/questions", json={"question": NOBODY_KNOWS}).json()
    assert reply["source"] is None
    assert unanswered(served.engine) == []


def test_dates_are_the_same_in_the_address_and_in_the_body(
    client: httpx.Client, tuesday_morning: datetime
) -> None:
    asked = {"anchor": "strategy_discussion", "on": "2026-03-03", "area": "bolton", "today": "2026-03-04"}
    by_address = client.get("/api/v1/timescales", params=asked).json()
    assert by_address == client.post("/api/v1/timescales", json=asked).json()
    assert by_address["today"] == "2026-03-04"
    assert {one["anchor"] for one in (one["counted_from"] for one in by_address["deadlines"])}


def test_an_area_shows_its_own_words_for_a_sign(client: httpx.Client, content: Content) -> None:
    for key, partnership in content.partnerships.items():
        raised = {one.indicator for one in partnership.raises}
        reply = client.get("/api/v1/indicators", params={"area": key}).json()
        assert {one["id"] for one in reply["indicators"] if one["local"]} == raised
        assert len(reply["indicators"]) == len(content.indicators)


def test_content_that_has_not_changed_is_not_sent_again(client: httpx.Client) -> None:
    for path in ("/api/v1/indicators?area=wigan", "/api/v1/content"):
        first = client.get(path)
        assert first.headers["cache-control"] == "private, no-cache"
        for tag in (first.headers["etag"], f'"x", W/{first.headers["etag"]}'):
            again = client.get(path, headers={"if-none-match": tag})
            assert (again.status_code, again.content) == (304, b"")
        assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200
    assert (
        client.get("/api/v1/indicators").headers["etag"]
        != client.get("/api/v1/indicators?area=wigan").headers["etag"]
    )


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"{", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b"[]", "must be of the type object"),
        (b"{}", 'needs "facts" or "text"'),
        (b'{"facts": {}, "name": "Zebulonetta"}', "not known"),
        (b'{"facts": {"concerns": ["Zebulonetta"]}}', '"facts.concerns[0]" is not one of the known ids'),
        (b'{"facts": {"home": "Zebulonetta"}}', "Known are: bolton"),
        (b'{"facts": {"answers": {"child_absence_reason": "Zebulonetta"}}}', "unseen, "),
        (b'{"facts": {"Zebulonetta": 1}}', "Known are: home"),
        (b'{"facts": {"danger": "Zebulonetta"}}', "type boolean"),
        (b'{"text": "' + b"a" * 5001 + b'"}', "longer than 5000"),
        (b'{"text": "a", "at": "Zebulonetta"}', "ISO 8601"),
        (b'{"text": "a", "at": "2026-02-30T10:00"}', "no moment"),
        (b'{"text": "a", "at": "2026-02-20T10:00+99:00"}', "no moment"),
    ],
)
def test_what_is_wrong_is_said_and_not_repeated(client: httpx.Client, body: bytes, says: str) -> None:
    response = client.post("/api/v1/guidance", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert says in problem["detail"]
    assert "Zebulonetta" not in response.text
    assert problem["request_id"] == response.headers["x-request-id"]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "anchor=core_group",
        "anchor=core_group&on=yesterday",
        "anchor=core_group&on=2026-03-03&on=2026-03-03",
        "anchor=core_group&on=2026-03-03&area=",
        "anchor=core_group&on=2026-03-03&area=leeds",
        "anchor=core_group&on=2026-03-03&name=x",
        "anchor=tea_break&on=2026-03-03",
    ],
)
def test_a_wrong_address_says_what_is_wrong(client: httpx.Client, query: str) -> None:
    response = client.get(f"/api/v1/timescales?{query}")
    assert response.status_code == 400
    assert response.json()["detail"]


def test_an_address_that_is_not_there_says_which_are(client: httpx.Client) -> None:
    for response in (client.get("/api/v2/guidance"), client.get("/api/v1/guidance")):
        assert response.status_code in (404, 405)
        assert "/api/docs" in response.json()["detail"]


def test_thousands_of_wrong_ids_are_refused_at_once(client: httpx.Client) -> None:
    facts = {"concerns": [f"a{number}" for number in range(40_000)]}
    response = client.post("/api/v1/guidance", json={"facts": facts})
    assert response.status_code == 400
    assert "more than 100 entries" in response.json()["detail"]


def test_only_json_of_a_bounded_size_is_read(client: httpx.Client) -> None:
    plain = client.post("/api/v1/guidance", content=b"{}", headers={"content-type": "text/plain"})
    assert plain.status_code == 415
    large = client.post("/api/v1/guidance", json={"text": "a" * 600_000})
    assert large.status_code == 413
    for response in (plain, large):
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["request_id"]


@pytest.mark.parametrize("text", ["\\ud800 he is hungry", "\\u0000\\u202e", "\\ud83d\\ude42"])
def test_half_characters_and_control_characters_are_answered(client: httpx.Client, text: str) -> None:
    for path, name in (("guidance", "text"), ("questions", "question")):
        body = f'{{"{name}": "{text}"}}'.encode()
        headers = {"content-type": "application/json"}
        assert client.post(f"/api/v1/{path}", content=body, headers=headers).status_code == 200


def test_behind_a_proxy_it_is_off_without_a_key(client: httpx.Client) -> None:
    proxied = {"x-forwarded-for": "192.0.2.7"}
    for method, path in (("POST", "guidance"), ("GET", "content")):
        response = client.request(method, f"/api/v1/{path}", headers=proxied, json=FACTS)
        assert response.status_code == 403
        assert "guidance key create" in response.json()["detail"]
        assert response.headers["x-guidance-edition"]
    assert client.get("/metrics", headers=proxied).status_code == 403


def test_a_request_keeps_the_id_that_a_machine_gave_it(client: httpx.Client) -> None:
    for given in (ID, "01234567-89ab-cdef-0123-456789abcdef"):
        assert client.get("/health", headers={"x-request-id": given}).headers["x-request-id"] == given
    for given in ("", "Zebulonetta", f"{ID}0", "x" * 32):
        new = client.get("/health", headers={"x-request-id": given}).headers["x-request-id"]
        assert re.fullmatch("[0-9a-f]{32}", new)
        assert new != given


def test_the_figures_count_requests_turns_readings_and_answers(client: httpx.Client) -> None:
    before = _figures(client)
    client.post("/api/v1/guidance", json={"text": HIT, "facts": {"home": "wigan"}})
    client.post("/api/chat", json={"event": "start"})
    client.post("/api/chat", json={"text": f"Wigan. {HIT}"})
    client.get("/record/Zebulonetta")
    after = _figures(client)

    def more(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    real = 'traffic="real"'
    lost = 'route="/record/<reference:str>",status="404"'
    assert more(f'guidance_requests_total{{method="POST",route="/api/v1/guidance",status="200",{real}}}') == 1
    assert more(f'guidance_requests_total{{method="GET",{lost},{real}}}') == 1
    assert more(f'guidance_turn_seconds_count{{channel="web",{real}}}') == 2
    assert more(f"guidance_reading_seconds_count{{{real}}}") == 2
    for answer in ('answer="whole",area="wigan",channel="api"', 'answer="action",area="wigan",channel="web"'):
        name = f'guidance_answers_total{{{answer},route="strategy_discussion",tier="child_protection"}}'
        assert more(name) == 1, name
    assert after["process_resident_memory_bytes"] > 0
    assert "Zebulonetta" not in client.get("/metrics").text


def test_test_traffic_stays_out_of_the_figures(client: httpx.Client) -> None:
    before = _figures(client)
    test = {"x-guidance-test": "1"}
    reply = client.post("/api/v1/guidance", json={"text": HIT}, headers=test).json()
    client.post("/api/chat", json={"event": "start"}, headers=test)
    client.post("/api/chat", json={"text": HIT}, headers=test)
    assert reply["red_flag"]
    after = _figures(client, test)
    changed = {name for name in after if name.startswith("guidance_") and after[name] != before.get(name)}
    assert changed
    assert all('traffic="test"' in name or 'route="/metrics"' in name for name in changed)


def _figures(client: httpx.Client, headers: dict[str, str] | None = None) -> dict[str, float]:
    lines = client.get("/metrics", headers=headers).text.splitlines()
    pairs = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


def test_logs_hold_one_line_a_request_and_nothing_that_was_sent(
    client: httpx.Client, logged: Callable[[], list[dict[str, Any]]]
) -> None:
    logs.configure()
    secret = "Zebulonetta"
    client.post(
        f"/api/v1/guidance?{secret}=1", json={"text": f"{secret} is hungry"}, headers={"x-request-id": ID}
    )
    client.get(f"/record/{secret}", headers={"user-agent": secret, "x-request-id": secret})
    lines = logged()
    requests = [line for line in lines if line["event"] == "request"]
    assert [(line["method"], line["route"], line["status"]) for line in requests] == [
        ("POST", "/api/v1/guidance", 200),
        ("GET", "/record/<reference:str>", 404),
    ]
    assert requests[0]["request_id"] == ID
    assert all(line["ms"] >= 0 and line["timestamp"] for line in requests)
    assert secret not in json.dumps(lines)
