"""Requests that are not what they pretend to be: each is refused, and nothing of it is processed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from tests.server.conftest import Server
from tests.teams.conftest import User
from tests.teams.microsoft import APP, Microsoft, key

WORRY = "Her stepdad hits her with a belt."
ELSEWHERE = "https://smba.trafficmanager.net.evil.example/teams/"


def _part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _rewritten(cloud: Microsoft, algorithm: str, sign: Callable[[bytes], bytes]) -> str:
    """The connector's token with another algorithm and signature."""
    header = {"alg": algorithm, "typ": "JWT", "kid": "first"}
    signed = f"{_part(json.dumps(header).encode())}.{cloud.token().split('.')[1]}"
    return f"{signed}.{_part(sign(signed.encode()))}"


def _hs256_with_the_public_key(cloud: Microsoft) -> str:
    pem = key(1).public_key()
    secret = pem.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return _rewritten(cloud, "HS256", lambda signed: hmac.new(secret, signed, hashlib.sha256).digest())


def _by_another_key(cloud: Microsoft, **header: str) -> str:
    claims = jwt.decode(cloud.token(), options={"verify_signature": False})
    return jwt.encode(claims, key(9), "RS256", header)


def _ago(seconds: int) -> int:
    return int(time.time()) - seconds


_DEEP = _part(b'{"alg":' + b"[" * 2500 + b"]" * 2500 + b"}")
TOKENS: dict[str, Callable[[Microsoft], str | None]] = {
    "no token": lambda cloud: None,
    "an empty token": lambda cloud: "Bearer",
    "another scheme": lambda cloud: f"Basic {cloud.token()}",
    "no JWT": lambda cloud: "Bearer abc",
    "wrong audience": lambda cloud: f"Bearer {cloud.token(aud='another-app')}",
    "ours among others": lambda cloud: f"Bearer {cloud.token(aud=[APP, 'another-app'])}",
    "no audience": lambda cloud: f"Bearer {cloud.token(aud=None)}",
    "wrong issuer": lambda cloud: f"Bearer {cloud.token(iss='https://sts.windows.net/')}",
    "no issuer": lambda cloud: f"Bearer {cloud.token(iss=None)}",
    "expired": lambda cloud: f"Bearer {cloud.token(exp=_ago(310))}",
    "never expires": lambda cloud: f"Bearer {cloud.token(exp=None)}",
    "not yet valid": lambda cloud: f"Bearer {cloud.token(nbf=_ago(-330))}",
    "alg none": lambda cloud: f"Bearer {_rewritten(cloud, 'none', lambda signed: b'')}",
    "alg none, with a signature": lambda cloud: f"Bearer {_rewritten(cloud, 'none', lambda signed: b'x')}",
    "HS256 with the public key": lambda cloud: f"Bearer {_hs256_with_the_public_key(cloud)}",
    "unknown kid": lambda cloud: f"Bearer {_by_another_key(cloud, kid='unknown')}",
    "another key under a known kid": lambda cloud: f"Bearer {_by_another_key(cloud, kid='first')}",
    "a deep header": lambda cloud: f"Bearer {_DEEP}.{_part(b'{}')}.{_part(b'x')}",
    "no kid": lambda cloud: f"Bearer {_by_another_key(cloud)}",
}

# what the token says, and what the activity says
NOT_ITS_OWN: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "foreign service address": ({}, {"serviceUrl": ELSEWHERE}),
    "foreign service address in both": ({"serviceurl": ELSEWHERE}, {"serviceUrl": ELSEWHERE}),
    "foreign service address in the token": ({"serviceurl": ELSEWHERE}, {}),
    "no service address in the token": ({"serviceurl": None}, {}),
    "other tenant": ({}, {"channelData": {"tenant": {"id": "00000000-0000-0000-0000-000000000000"}}}),
    "no tenant": ({}, {"channelData": {}, "conversation": {"id": "a:1", "conversationType": "personal"}}),
    "other channel": ({}, {"channelId": "webchat"}),
}


@pytest.fixture(scope="module")
def attackers(bot_server: Server, cloud: Microsoft) -> Iterator[list[User]]:
    """Whoever was refused. At the end it is seen that nothing that they sent was processed."""
    refused: list[User] = []
    yield refused
    honest = User(bot_server, cloud)
    honest.says(WORRY, until="Act now")  # whatever came before it has been answered, if it ever is
    assert {call.conversation for call in cloud.calls} & {one.chat for one in refused} == set()
    with closing(sqlite3.connect(bot_server.database)) as database:
        users = {call.conversation for call in cloud.calls}
        assert database.execute("SELECT count(*) FROM conversations").fetchone() == (len(users),)


@pytest.fixture
def attacker(bot_server: Server, cloud: Microsoft, attackers: list[User]) -> User:
    """Somebody who may not be answered."""
    one = User(bot_server, cloud)
    attackers.append(one)
    return one


def _post(user: User, body: bytes, **headers: str | None) -> httpx.Response:
    sent = {"content-type": "application/json", **headers}
    given = {name: value for name, value in sent.items() if value is not None}
    return httpx.post(f"{user.server.url}/api/messages", content=body, headers=given, timeout=30)


def _worry(user: User, **other: Any) -> bytes:
    return json.dumps(user.activity(text=WORRY, **other)).encode()


@pytest.mark.parametrize("name", TOKENS)
def test_a_token_that_is_not_valid_is_refused(attacker: User, name: str) -> None:
    response = _post(attacker, _worry(attacker), authorization=TOKENS[name](attacker.microsoft))
    assert response.status_code == 401, response.text
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("name", NOT_ITS_OWN)
def test_a_valid_token_is_good_for_its_own_activity_only(attacker: User, name: str) -> None:
    claims, other = NOT_ITS_OWN[name]
    token = attacker.microsoft.token(**claims)
    assert attacker.post(attacker.activity(text=WORRY, **other), token=token).status_code == 403


def test_a_key_without_the_endorsement_does_not_speak_for_teams(attacker: User) -> None:
    attacker.microsoft.keys["unendorsed"] = (2, ["webchat"])
    token = attacker.microsoft.token("unendorsed")
    assert attacker.post(attacker.activity(text=WORRY), token=token).status_code == 403


def test_a_new_key_is_fetched_when_it_is_first_used(user: User) -> None:
    user.microsoft.keys["rotated"] = (3, ["msteams"])
    asked = user.microsoft.keys_asked
    for _ in range(2):
        sent = user.activity(text="hello")
        assert user.post(sent, token=user.microsoft.token("rotated")).status_code == 202
    user.wait(1)
    assert user.microsoft.keys_asked == asked + 1


def test_without_the_key_server_new_keys_are_refused_and_known_ones_are_not(attacker: User) -> None:
    attacker.microsoft.keys_down = True
    attacker.microsoft.keys["unfetched"] = (4, ["msteams"])
    try:
        token = attacker.microsoft.token("unfetched")
        assert attacker.post(attacker.activity(text=WORRY), token=token).status_code == 401
        known = attacker.post(attacker.activity(text=WORRY, channelId="webchat"))
        assert known.status_code == 403
    finally:
        attacker.microsoft.keys_down = False


@pytest.mark.parametrize("exp, nbf", [(-290, 0), (3600, 290)])
def test_clocks_may_differ_by_five_minutes(user: User, exp: int, nbf: int) -> None:
    token = user.microsoft.token(exp=_ago(-exp), nbf=_ago(-nbf))
    assert user.post(user.activity(text="hello"), token=token).status_code == 202
    user.wait(1)


BODIES: dict[str, tuple[bytes, str, int]] = {
    "oversized": (b'{"text": "' + b"a" * 600_000 + b'"}', "application/json", 413),
    "no JSON": (b"{", "application/json", 400),
    "deep": (b"[" * 100_000, "application/json", 400),
    "a list": (b"[]", "application/json", 400),
    "no activity": (b"{}", "application/json", 400),
    "a form": (b"text=hello", "application/x-www-form-urlencoded", 415),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_is_no_activity_is_refused(attacker: User, name: str) -> None:
    body, content_type, status = BODIES[name]
    authorization = f"Bearer {attacker.microsoft.token()}"
    headers = {"content-type": content_type, "authorization": authorization}
    assert _post(attacker, body, **headers).status_code == status


def test_a_body_is_not_read_before_its_token(attacker: User) -> None:
    assert _post(attacker, b"{").status_code == 401


def test_only_sending_is_allowed(attacker: User) -> None:
    assert httpx.get(f"{attacker.server.url}/api/messages").status_code == 405


def test_another_sites_page_cannot_send_even_with_a_token(attacker: User) -> None:
    headers = {"authorization": f"Bearer {attacker.microsoft.token()}", "origin": "https://elsewhere.example"}
    assert _post(attacker, _worry(attacker), **headers).status_code == 403
