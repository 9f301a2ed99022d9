"""A small OpenID Connect issuer: discovery, keys, and the authorisation code flow with PKCE."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "guidance", "a secret between the two"
_KEY_ID = "key-1"


class Issuer:
    """What it says of the person who signs in can be changed by a test: ``claims`` are put over the usual."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signing_key: Any = self.key
        self.algorithm = "RS256"
        self.claims: dict[str, Any] = {}
        self._begun: dict[str, dict[str, str]] = {}

    def authorise(self, query: dict[str, str]) -> str:
        """What the person's browser is sent back with: the address, once signed in there."""
        code = f"code-{len(self._begun)}"
        self._begun[code] = query
        return f"{query['redirect_uri']}?code={code}&state={query['state']}"

    def token(self, form: dict[str, str], authorisation: str) -> tuple[int, dict[str, Any]]:
        """The answer of the token endpoint."""
        begun = self._begun.pop(form["code"], None)
        expected = base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '%20')}".encode()).decode()
        plain = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        fits = begun and base64.urlsafe_b64encode(challenge).decode().rstrip("=") == begun["code_challenge"]
        if not fits or authorisation.removeprefix("Basic ") not in (expected, plain):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": "person-1",
            "preferred_username": "Kim@Council.example",
            "roles": ["Training.Facilitator"],
            "nonce": begun["nonce"],
            "iat": now,
            "exp": now + 300,
            **self.claims,
        }
        headers = {"kid": _KEY_ID}
        token = jwt.encode(claims, self.signing_key, algorithm=self.algorithm, headers=headers)
        return 200, {"access_token": "unused", "token_type": "Bearer", "id_token": token}

    def document(self) -> dict[str, Any]:
        """The discovery document."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorise",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
        }

    def keys(self) -> dict[str, Any]:
        """Its public keys."""
        key = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**key, "kid": _KEY_ID, "use": "sig", "alg": "RS256"}]}


@contextmanager
def issuer() -> Iterator[Issuer]:
    """Runs an issuer on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802 (the name is the library's)
            parts = urlsplit(self.path)
            if parts.path == "/authorise":
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", one.authorise(query))
                self.end_headers()
            else:
                self._send(200, one.keys() if parts.path == "/keys" else one.document())

        def do_POST(self) -> None:  # noqa: N802 (the name is the library's)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._send(*one.token(form, self.headers.get("Authorization", "")))

        def _send(self, status: int, body: dict[str, Any]) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    one = Issuer(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield one
    finally:
        server.shutdown()
        server.server_close()
