"""Accounts: found by login, id or the organisation's name for the person; disabled, never deleted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.accounts.model import Account, Role
from bot.store.moments import in_utc
from bot.store.tables import accounts

_table = accounts.c


class AlreadyThere(Exception):
    """There is an account with this login."""


def create(
    engine: Engine, login: str, roles: Iterable[Role], hashed: str | None, subject: str | None = None
) -> Account:
    """A new account. Raises AlreadyThere for a login or subject that has one."""
    may = frozenset(roles)
    row = {
        "login": login,
        "password_hash": hashed,
        "subject": subject,
        "roles": _sorted(may),
        "disabled": False,
        "version": 1,
        "failed": 0,
    }
    try:
        with engine.begin() as connection:
            number = connection.execute(accounts.insert().values(row)).inserted_primary_key[0]
    except sa.exc.IntegrityError:
        raise AlreadyThere(login) from None
    return Account(number, login, may, version=1, subject=subject)


def find(engine: Engine, login: str) -> tuple[Account, str | None] | None:
    """The account with this login, and the hash of its password, if it has one."""
    return _one(engine, _table.login == login)


def get(engine: Engine, account_id: int) -> Account | None:
    """The account with this id."""
    found = _one(engine, _table.id == account_id)
    return found[0] if found else None


def of_subject(engine: Engine, subject: str) -> Account | None:
    """The account of somebody whom the organisation's own sign-in vouches for."""
    found = _one(engine, _table.subject == subject)
    return found[0] if found else None


def everyone(engine: Engine) -> list[Account]:
    """All accounts, by login."""
    with engine.connect() as connection:
        return [_account(row) for row in connection.execute(sa.select(accounts).order_by(_table.login))]


def failed(engine: Engine, account_id: int, most: int, locked_until: datetime) -> None:
    """One more wrong password; with the ``most``-th the account is closed until then."""
    many = _table.failed + 1 >= most
    values = {
        "failed": sa.case((many, 0), else_=_table.failed + 1),
        "locked_until": sa.case((many, locked_until), else_=_table.locked_until),
    }
    _update(engine, account_id, values)


def succeeded(engine: Engine, account_id: int) -> None:
    """The right password: earlier failures no longer count."""
    _update(engine, account_id, {"failed": 0, "locked_until": None})


def set_hash(engine: Engine, account_id: int, hashed: str) -> None:
    """Keep a hash of the same password, made with newer parameters."""
    _update(engine, account_id, {"password_hash": hashed})


def set_password(engine: Engine, account_id: int, hashed: str) -> None:
    """A new password; whoever is signed in with the old one no longer is."""
    values = {"password_hash": hashed, "failed": 0, "locked_until": None, "version": _table.version + 1}
    _update(engine, account_id, values)


def set_roles(engine: Engine, account_id: int, roles: Iterable[Role]) -> None:
    """What the account may do from now on."""
    _update(engine, account_id, {"roles": _sorted(roles)})


def set_disabled(engine: Engine, account_id: int, disabled: bool) -> None:
    """Close an account, or open it again. Whoever is signed in no longer is."""
    _update(engine, account_id, {"disabled": disabled, "version": _table.version + 1})


def sign_out(engine: Engine, account_id: int) -> None:
    """End everything that is signed in with this account."""
    _update(engine, account_id, {"version": _table.version + 1})


def _update(engine: Engine, account_id: int, values: dict[str, Any]) -> None:
    with engine.begin() as connection:
        connection.execute(accounts.update().where(_table.id == account_id).values(values))


def _one(engine: Engine, which: Any) -> tuple[Account, str | None] | None:
    with engine.connect() as connection:
        row = connection.execute(sa.select(accounts).where(which)).one_or_none()
    return (_account(row), row.password_hash) if row else None


def _account(row: Any) -> Account:
    return Account(
        id=row.id,
        login=row.login,
        roles=frozenset(map(Role, row.roles)),
        version=row.version,
        disabled=row.disabled,
        locked_until=in_utc(row.locked_until) if row.locked_until else None,
        subject=row.subject,
    )


def _sorted(roles: Iterable[Role]) -> list[str]:
    return sorted(role.value for role in roles)
