"""Requests as bytes: what does not say clearly where it ends is refused, and nothing after it is answered."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import httpx
import pytest

from tests.server.conftest import Server

_POST = b"POST /api/chat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
_NEXT = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
_UNCLEAR = {
    "a length below nothing": b"Content-Length: -5\r\n\r\n{}",
    "a length with a sign": b"Content-Length: +2\r\n\r\n{}",
    "a length that only Python reads": b"Content-Length: 1_0\r\n\r\n{}",
    "a length that is no number": b"Content-Length: two\r\n\r\n{}",
    "two lengths": b"Content-Length: 2\r\nContent-Length: 51\r\n\r\n{}",
    "two lengths in one": b"Content-Length: 2, 2\r\n\r\n{}",
    "a length and chunks": b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks by another name": b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "chunks said twice": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "a blank before the colon": b"Content-Length : 2\r\n\r\n{}",
    "a line that goes on": b"X: 1\r\n Content-Length: 2\r\n\r\n{}",
    "no colon": b"Content-Length\r\n\r\n{}",
    "two hosts": b"Host: elsewhere.example\r\nContent-Length: 2\r\n\r\n{}",
}


def _ask(server: Server, request: bytes) -> bytes:
    """Everything that comes back until the server closes."""
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port), timeout=5) as connection:
        connection.sendall(request)
        said = b""
        while more := connection.recv(65536):
            said += more
    return said


@pytest.mark.parametrize("kind", _UNCLEAR)
def test_what_is_not_clear_is_refused_and_what_follows_it_is_not_answered(server: Server, kind: str) -> None:
    said = _ask(server, _POST + _UNCLEAR[kind] + _NEXT)
    assert said.startswith(b"HTTP/1.1 400 "), said
    assert said.count(b"HTTP/1.1 ") == 1
    assert b"x-content-type-options" in said.lower()
    assert httpx.get(f"{server.url}health", timeout=5).json()["status"] == "ready"


@pytest.mark.parametrize(
    "body",
    [
        b'Content-Length: 18\r\n\r\n{"event": "start"}',
        b'Transfer-Encoding: chunked\r\n\r\n12\r\n{"event": "start"}\r\n0\r\n\r\n',
    ],
)
def test_what_is_clear_is_answered_and_so_is_what_follows_it(server: Server, body: bytes) -> None:
    last = _NEXT.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    said = _ask(server, _POST + body + last)
    assert said.count(b"HTTP/1.1 200 ") == 2, said
    assert said.endswith(b"}")
