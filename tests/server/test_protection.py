"""What the server shows, hides and refuses."""

from __future__ import annotations

from contextlib import ExitStack

import httpx
import pytest

from bot.channels.problems import Problem


def test_health_names_edition_and_model(client: httpx.Client) -> None:
    answer = client.get("/health").json()
    assert answer["status"] == "ready"
    assert answer["edition"]
    assert answer["model"].endswith(".tar.gz")


def test_the_page_and_its_files_are_served(client: httpx.Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    for name, kind in (("app.js", "javascript"), ("style.css", "css")):
        assert kind in client.get(f"/static/{name}").headers["content-type"]


@pytest.mark.parametrize("path", ["/", "/health", "/static/app.js", "/no/such/page", "/api/chat"])
def test_every_response_carries_the_security_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/webhooks/rest/webhook",
        "/webhooks/web/webhook",
        "/webhooks/teams/webhook",
        "/api/messages",
        "/teams/record",
        "/conversations/default/tracker",
        "/conversations/default/messages",
        "/model",
        "/model/parse",
        "/domain",
        "/status",
        "/version",
        "/static/../server.py",
        "/static/%2e%2e/server.py",
        "/static/..%2f..%2fguidance.db",
    ],
)
def test_rasas_own_doors_are_shut(client: httpx.Client, path: str) -> None:
    for method in ("GET", "POST", "PUT"):
        response = client.request(method, httpx.URL(str(client.base_url) + path.lstrip("/")))
        assert response.status_code in (404, 405), path


def test_another_sites_page_cannot_speak_for_a_practitioner(client: httpx.Client) -> None:
    for headers in (
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"host": "elsewhere.example"},
        {"host": "elsewhere.example", "origin": "http://elsewhere.example"},
    ):
        for method in ("POST", "DELETE"):
            response = client.request(method, "/api/chat", json={"event": "start"}, headers=headers)
            assert response.status_code == 403, headers
            assert response.headers["content-type"] == "application/problem+json"
    own = {"origin": str(client.base_url).rstrip("/"), "sec-fetch-site": "same-origin"}
    assert client.post("/api/chat", json={"event": "start"}, headers=own).status_code == 200


def test_a_form_of_another_site_is_no_json(client: httpx.Client) -> None:
    response = client.post("/api/chat", content=b'{"event": "start"}', headers={"content-type": "text/plain"})
    assert response.status_code == 415


def test_a_wrong_method_says_which_are_right(client: httpx.Client) -> None:
    response = client.put("/api/chat", json={})
    assert response.status_code == 405
    assert {"POST", "DELETE"} <= {part.strip() for part in response.headers["allow"].split(",")}
    assert response.json()["status"] == 405


def test_a_body_that_is_too_large_is_refused(client: httpx.Client) -> None:
    response = client.post("/api/chat", json={"text": "a" * 600_000})
    assert response.status_code == 413
    assert response.headers["content-type"] == "application/problem+json"
    assert client.get("/health").json()["status"] == "ready"


def test_a_conversation_cannot_queue_without_end() -> None:
    import tests.conversations.bot  # noqa: F401 (Rasa, without TensorFlow)
    from bot.channels.web import WebChannel

    channel = WebChannel(None, None, None, None, None)  # type: ignore[arg-type]
    with ExitStack() as stack:
        for _ in range(5):
            stack.enter_context(channel._queued("one"))
        with pytest.raises(Problem, match="Wait"), channel._queued("one"):
            pass
        with channel._queued("another"):
            pass
    assert not channel._waiting
