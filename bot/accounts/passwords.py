"""Passwords: argon2id hashes with the library's parameters (RFC 9106, low memory), and what is refused."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST, MOST = 12, 128
_FEWEST_LETTERS = 5
_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"  # none that is read as another
_HASHER = PasswordHasher()


def fault(password: str, login: str) -> str | None:
    """What is wrong with a new password, as a key of the wording; None if it can be used.

    Long is what counts, not special characters (National Cyber Security Centre, "Password policy").
    """
    if not LEAST <= len(password) <= MOST:
        return "password_length"
    if login in password.lower():
        return "password_holds_login"
    if len(set(password)) < _FEWEST_LETTERS:
        return "password_repeats"
    return None


def generate(login: str) -> str:
    """A password that can be read out, without the login: four groups of five, about 98 bits."""
    while True:
        made = "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
        if fault(made, login) is None:
            return made


def hash_of(password: str) -> str:
    """The hash to keep; it holds its parameters."""
    return _HASHER.hash(password)


def is_right(password: str, hashed: str | None) -> bool:
    """Whether the password is the one that was hashed. It takes as long where there is no hash."""
    try:
        return _HASHER.verify(hashed or _nobodys(), password) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


def is_dated(hashed: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(hashed)


@cache
def _nobodys() -> str:
    return hash_of(secrets.token_urlsafe(24))
