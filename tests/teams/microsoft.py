"""A stand-in for Microsoft on this machine: signing keys, the bot's tokens and the Bot Connector."""

from __future__ import annotations

import asyncio
import ipaddress
import itertools
import json
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

import jwt
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

APP = "11111111-2222-3333-4444-555555555555"
TENANT = "99999999-8888-7777-6666-555555555555"
ISSUER = "https://api.botframework.com"
METADATA = "/v1/.well-known/openidconfiguration"
_KEYS = "/v1/.well-known/keys"
WEAK = 1024
_SOON = 15  # seconds


@lru_cache
def key(number: int) -> rsa.RSAPrivateKey:
    """A signing key; the same for the same number. Number 1024 is a weak one."""
    return rsa.generate_private_key(public_exponent=65537, key_size=1024 if number == WEAK else 2048)


@dataclass(frozen=True)
class Call:
    """One call to the connector: when it came, what it was, with which token, and the id given to it."""

    at: float
    method: str
    conversation: str
    activity: str
    body: dict[str, Any]
    token: str
    status: int = 201


@dataclass
class Microsoft:
    """What it does can be changed while it runs; what it was asked is kept."""

    url: str = ""
    certificate: Path = Path()
    keys: dict[str, tuple[int, list[str]]] = field(default_factory=lambda: {"first": (1, ["msteams"])})
    keys_down: bool = False
    keys_asked: int = 0
    keys_at: str = ""
    tokens_given: int = 0
    token_seconds: int = 3600
    delay: float = 0.0
    refuse: deque[tuple[int, dict[str, str]]] = field(default_factory=deque)
    private_chats: bool = True
    calls: list[Call] = field(default_factory=list)

    @property
    def service_url(self) -> str:
        """Where the connector is."""
        return f"{self.url}/teams/"

    def published(self) -> list[dict[str, Any]]:
        """The public keys."""
        return [
            {
                **json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key(number).public_key())),
                "kid": kid,
                "use": "sig",
                "endorsements": endorsements,
            }
            for kid, (number, endorsements) in self.keys.items()
        ]

    def token(self, kid: str = "first", **other: Any) -> str:
        """A token such as the connector sends; ``other`` replaces claims, None leaves one out."""
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": APP,
            "nbf": now - 10,
            "exp": now + 3600,
            "serviceurl": self.service_url,
            **other,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(claims, key(self.keys[kid][0]), "RS256", {"kid": kid})

    def in_chat(self, conversation: str) -> list[Call]:
        """Every call for a conversation that was accepted."""
        return [one for one in list(self.calls) if one.conversation == conversation and one.status < 300]

    def sent(self, conversation: str) -> list[dict[str, Any]]:
        """What the bot has said in a conversation, each with its id; not that it is typing."""
        return [
            {**call.body, "id": call.activity}
            for call in self.in_chat(conversation)
            if call.method == "POST" and call.body["type"] != "typing"
        ]

    def until(self, holds: Callable[[], Any], seconds: float = _SOON) -> Any:
        """Wait for something that takes a moment; what it gives."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = holds()
            if found:
                return found
            time.sleep(0.02)
        raise AssertionError(f"not within {seconds} s; the bot has called {len(self.calls)} times")


@contextmanager
def microsoft(folder: Path | None = None) -> Iterator[Microsoft]:
    """Microsoft on a free port of this machine: over TLS, with its certificate in ``folder``, or without."""
    one, ready = Microsoft(), threading.Event()
    key(1)  # made before two threads ask for it
    loop = asyncio.new_event_loop()
    tls = _certified(folder) if folder else None
    if folder:
        one.certificate = folder / "certificate.pem"

    runner = web.AppRunner(_app(one), shutdown_timeout=0.1)

    async def serve() -> None:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
        await site.start()
        one.url = f"{'https' if tls else 'http'}://127.0.0.1:{runner.addresses[0][1]}"
        ready.set()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(serve())
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield one
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


def _app(one: Microsoft) -> web.Application:
    numbers = itertools.count(1)

    async def metadata(_request: web.Request) -> web.Response:
        one.keys_asked += 1
        if one.keys_down:
            raise web.HTTPServiceUnavailable
        return web.json_response({"issuer": ISSUER, "jwks_uri": (one.keys_at or one.url) + _KEYS})

    async def keys(_request: web.Request) -> web.Response:
        return web.json_response({"keys": one.published()})

    async def authority(request: web.Request) -> web.Response:
        base = f"{one.url}/{request.match_info['tenant']}/oauth2/v2.0"
        names = {"authorization_endpoint": f"{base}/authorize", "token_endpoint": f"{base}/token"}
        return web.json_response({**names, "issuer": one.url})

    async def token(request: web.Request) -> web.Response:
        asked = await request.post()
        if asked.get("client_secret") != "app password" or asked.get("client_id") != APP:
            return web.json_response({"error": "invalid_client"}, status=401)
        assert asked["scope"] == "https://api.botframework.com/.default"
        assert request.match_info["tenant"] == TENANT
        return web.json_response(_given(one))

    async def managed(request: web.Request) -> web.Response:
        assert request.query["resource"] == "https://api.botframework.com"
        assert request.query["client_id"] == APP
        return web.json_response({**_given(one), "expires_on": int(time.time()) + one.token_seconds})

    async def connector(request: web.Request) -> web.Response:
        body = await request.json() if request.can_read_body else {}
        at = time.monotonic()
        conversation, activity = (request.match_info.get(name, "") for name in ("conversation", "activity"))
        bearer = request.headers.get("Authorization", "")
        if one.delay:
            await asyncio.sleep(one.delay)
        if one.refuse:
            status, headers = one.refuse.popleft()
            one.calls.append(Call(at, request.method, conversation, activity, body, bearer, status))
            return web.Response(status=status, headers=headers)
        if not conversation:
            if not one.private_chats:
                raise web.HTTPForbidden
            return web.json_response({"id": f"a:private-{body['members'][0]['id']}"}, status=201)
        given = activity or f"m{next(numbers)}"
        one.calls.append(Call(at, request.method, conversation, given, body, bearer))
        return web.json_response({"id": given}, status=201)

    app = web.Application(client_max_size=2**20)
    app.router.add_get(METADATA, metadata)
    app.router.add_get(_KEYS, keys)
    app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", authority)
    app.router.add_post("/{tenant}/oauth2/v2.0/token", token)
    app.router.add_get("/managed", managed)
    below = "/teams/v3/conversations"
    app.router.add_post(below, connector)
    app.router.add_post(f"{below}/{{conversation}}/activities", connector)
    app.router.add_route("*", f"{below}/{{conversation}}/activities/{{activity}}", connector)
    return app


def _given(one: Microsoft) -> dict[str, Any]:
    one.tokens_given += 1
    return {
        "token_type": "Bearer",
        "expires_in": one.token_seconds,
        "access_token": f"bot token {one.tokens_given}",
    }


def _certified(folder: Path) -> ssl.SSLContext:
    """TLS with a certificate for this machine, which is its own authority."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key(0).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key(0), hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key(0).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return tls
