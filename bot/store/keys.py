"""Keys of the systems that use the API. A key itself is shown once and never kept.

What is kept is its SHA-256. Slow hashes protect secrets that can be guessed, such as passwords; a key is 256
random bits, so there is nothing to guess, and a fast hash can be looked up on every request.
"""

from __future__ import annotations

import secrets
from datetime import date
from hashlib import sha256
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.store.tables import api_keys

LONGEST_NAME = 100  # characters
_PREFIX = "tgb_"  # so that scanners for secrets, and people, can tell what it is
_BYTES = 32
_table = api_keys.c


class ApiKey(NamedTuple):
    """What is known of a key: which system has it, and the days on which something happened to it."""

    id: int
    name: str
    created_on: date
    last_used_on: date | None
    revoked_on: date | None


_KNOWN = (_table.id, _table.name, _table.created_on, _table.last_used_on, _table.revoked_on)


def create(engine: Engine, name: str, today: date) -> str:
    """A new key for the system with this name, at most LONGEST_NAME characters long."""
    key = _PREFIX + secrets.token_urlsafe(_BYTES)
    with engine.begin() as connection:
        connection.execute(api_keys.insert().values(name=name, hash=_hash(key), created_on=today))
    return key


def every(engine: Engine) -> list[ApiKey]:
    """All keys, the oldest first; the revoked ones too."""
    with engine.connect() as connection:
        return [ApiKey(*row) for row in connection.execute(sa.select(*_KNOWN).order_by(_table.id))]


def revoke(engine: Engine, key_id: int, today: date) -> bool:
    """Refuse this key from now on; False if there is none with this id that is in use."""
    which = sa.and_(_table.id == key_id, _table.revoked_on.is_(None))
    with engine.begin() as connection:
        return bool(connection.execute(api_keys.update().where(which).values(revoked_on=today)).rowcount)


def use(engine: Engine, key: str, today: date) -> ApiKey | None:
    """The key, if it is one and is not revoked; the day on which it was last used is noted."""
    query = sa.select(*_KNOWN).where(_table.hash == _hash(key), _table.revoked_on.is_(None))
    with engine.connect() as connection:
        row = connection.execute(query).one_or_none()
    found = ApiKey(*row) if row else None
    if found and found.last_used_on != today:
        with engine.begin() as connection:
            connection.execute(api_keys.update().where(_table.id == found.id).values(last_used_on=today))
    return found


def is_any(engine: Engine) -> bool:
    """Whether there is a key that is not revoked."""
    query = sa.select(sa.exists().where(_table.revoked_on.is_(None)))
    with engine.connect() as connection:
        return bool(connection.execute(query).scalar())


def _hash(key: str) -> str:
    return sha256(key.encode(errors="surrogateescape")).hexdigest()
