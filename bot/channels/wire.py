"""What Sanic 21.12 lets through and must not: a request that does not say clearly where it ends."""

from __future__ import annotations

import re
from typing import Any

from sanic.compat import Header
from sanic.exceptions import InvalidUsage
from sanic.request import Request

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]+")  # RFC 9110, 5.6.2, in small letters as Sanic makes them
_LENGTH = re.compile(r"[0-9]{1,15}")


class StrictRequest(Request):
    """Refused (400, and the connection closed) unless its names and the length of its body are clear.

    Sanic 21.12 reads a body of -5 bytes for ever, so that one request stops the server. Where a length is
    told twice, in two ways, or with a blank before its colon, it takes for the next request what a proxy may
    have seen as the body. All of it is to be refused (RFC 9112, 3.2, 5.1, 6.1 and 6.3).
    """

    def __init__(self, url_bytes: bytes, headers: Header, *args: Any, **kwargs: Any) -> None:
        """As Sanic makes one, once it has read the headers. Raises InvalidUsage."""
        super().__init__(url_bytes, headers, *args, **kwargs)
        lengths, codings, hosts = (
            headers.getall(name, []) for name in ("content-length", "transfer-encoding", "host")
        )
        if (
            not all(map(_NAME.fullmatch, headers))
            or len(hosts) > 1
            or len(lengths) + len(codings) > 1
            or not all(map(_LENGTH.fullmatch, lengths))
            or codings not in ([], ["chunked"])
        ):
            raise InvalidUsage("The request does not say clearly where it ends.")
