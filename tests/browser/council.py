"""A page of another site that holds the tag of the chat."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer


class Council(HTTPServer):
    """Its page shows the assistant that ``assistant`` is the address of."""

    assistant = ""

    @property
    def address(self) -> str:
        """Another name than the assistant's, so that the two are two sites."""
        return f"http://localhost:{self.server_port}"


class _Page(BaseHTTPRequestHandler):
    server: Council

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        tag = f'<script src="{self.server.assistant}/embed.js" data-title="Guidance here"></script>'
        self.wfile.write(f"<!doctype html><title>Council</title><main>{tag}</main>".encode())

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def council() -> Iterator[Council]:
    """The site, as long as it is needed."""
    site = Council(("127.0.0.1", 0), _Page)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        site.shutdown()
