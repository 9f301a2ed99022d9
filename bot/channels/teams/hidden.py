"""Keys made from the server's secret: for the names of conversations, and for what is kept sealed."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_PREFIX = "teams-"
_BYTES = 32


class Names:
    """Names of conversations that say nothing of Teams' ids to whoever has no secret."""

    def __init__(self, secret: str) -> None:
        """``secret`` is the server's."""
        self._key = _derived(secret, "teams conversations")

    def personal(self, tenant: str, user: str) -> str:
        """The private conversation of a user: one, however it began."""
        return self._name("personal", tenant, user)

    def shared(self, tenant: str, conversation: str, user: str) -> str:
        """What a user asks where others read along; never the same as any private conversation."""
        return self._name("shared", tenant, conversation, user)

    def place(self, tenant: str, conversation: str) -> str:
        """A chat or channel itself, whoever writes in it."""
        return self._name("place", tenant, conversation)

    def activity(self, conversation: str, activity: str) -> str:
        """One thing that was sent, to know it again."""
        return self._name("activity", conversation, activity)

    def _name(self, *parts: str) -> str:
        told = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)
        digest = hmac.new(self._key, told, hashlib.sha256).digest()
        return _PREFIX + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def seal_of(secrets: Sequence[str]) -> MultiFernet:
    """Seals what has to be read again: the address that a reminder is sent to.

    The last secret seals, and what any of them sealed can be read.
    """
    keys = (_derived(secret, "teams reminders") for secret in reversed(secrets))
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def _derived(secret: str, purpose: str) -> bytes:
    return HKDF(SHA256(), _BYTES, salt=None, info=purpose.encode()).derive(secret.encode())
