"""Who may call, and what a browser may do with what we send."""

from __future__ import annotations

from urllib.parse import urlsplit

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.problems import Problem

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_PROXIED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def is_from_this_machine(request: Request, alone: bool) -> bool:
    """Whether nobody else can have sent it: the server is reached by this machine ``alone``, and no proxy
    stands between (one that was set up without telling us is known by the headers that it adds)."""
    return alone and not any(name in request.headers for name in _PROXIED)


class Guard:
    """Refuses requests from other sites and adds the security headers."""

    def __init__(self, public_url: str | None, loopback: bool, embed_in: str = "") -> None:
        """``loopback``: only names of this machine (and the public URL's) are answered to.

        ``embed_in`` are the sites that may show the chat in a frame, with spaces between them.
        """
        policy = {**_POLICY, "frame-ancestors": embed_in or "'none'"}
        self._headers = {
            **_HEADERS,
            "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        }
        if not embed_in:
            self._headers["X-Frame-Options"] = "DENY"
        self._public_host = urlsplit(public_url).netloc if public_url else None
        self._https = bool(public_url) and urlsplit(public_url).scheme == "https"
        self._loopback = loopback

    def admit(self, request: Request) -> None:
        """Raise Problem (403) for a request made by another site's page."""
        if not request.head:
            return  # what came could not be read; this one is Sanic's, to answer that with
        host = request.headers.get("host", "")
        if self._loopback and not self._known(host):
            raise Problem(403, "This server answers only to the names of this machine.")
        origin = request.headers.get("origin")
        if origin is not None and (urlsplit(origin).netloc or "null") not in (host, self._public_host):
            raise Problem(403, "Requests from other sites are not answered.")
        if request.headers.get("sec-fetch-site") in ("cross-site", "same-site") and request.method != "GET":
            raise Problem(403, "Requests from other sites are not answered.")

    def protect(self, request: Request, response: HTTPResponse) -> None:
        """Add the security headers to any response; one that a response has set itself stays."""
        for name, value in self._headers.items():
            response.headers.setdefault(name, value)
        static = request.path.startswith("/static/")
        response.headers.setdefault("Cache-Control", "no-cache" if static else "no-store")
        if self._https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"

    def _known(self, host: str) -> bool:
        return host == self._public_host or urlsplit(f"//{host}").hostname in _THIS_MACHINE
