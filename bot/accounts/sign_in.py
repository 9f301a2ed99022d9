"""Signing in with a password: one answer for all that is wrong, and a pause after five failures."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.engine import Engine

from bot.accounts.model import Account
from bot.accounts.passwords import MOST, hash_of, is_dated, is_right
from bot.store import accounts

FAILURES = 5
PAUSE = timedelta(minutes=15)


def sign_in(engine: Engine, login: str, password: str, now: datetime) -> Account | None:
    """The account, if the password is right and it may be used now.

    None says nothing about why, and takes as long whether or not there is such an account, so that nobody
    learns which logins there are. FAILURES wrong passwords in a row close an account for PAUSE. ``now`` has a
    time zone.
    """
    found = accounts.find(engine, login.strip().lower())
    account, hashed = found or (None, None)
    right = is_right(password[: MOST + 1], hashed)
    if account is None or hashed is None or account.disabled:
        return None
    if account.locked_until is not None and now < account.locked_until:
        return None
    if not right:
        accounts.failed(engine, account.id, FAILURES, now + PAUSE)
        return None
    accounts.succeeded(engine, account.id)
    if is_dated(hashed):
        accounts.set_hash(engine, account.id, hash_of(password))
    return account
