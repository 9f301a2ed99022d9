"""``guidance account``: who may run training sessions and look after the assistant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import click

from bot.accounts.model import Role, login_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from bot.accounts.model import Account

_ROLES = click.option(
    "--role",
    "roles",
    type=click.Choice([role.value for role in Role]),
    multiple=True,
    required=True,
    help="What the account may do; give it more than once for more than one.",
)
_GENERATE = click.option("--generate", is_flag=True, help="Make a password and show it once.")


@click.group()
def account() -> None:
    """Accounts of facilitators, analysts and administrators."""


@account.command()
@click.argument("login")
@_ROLES
@_GENERATE
def create(login: str, roles: tuple[str, ...], generate: bool) -> None:
    """Create an account. The password is asked for, or made with --generate."""
    from bot.accounts.passwords import hash_of
    from bot.store import accounts

    try:
        name = login_of(login)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    engine = _engine()
    if accounts.find(engine, name):
        raise click.ClickException(f"There is an account {name} already.")
    password = _password(name, generate)
    try:
        accounts.create(engine, name, map(Role, roles), hash_of(password))
    except accounts.AlreadyThere:
        raise click.ClickException(f"There is an account {name} already.") from None
    _done(engine, "account created", name)
    click.echo(f"Created {name} ({', '.join(sorted(roles))}).")


@account.command("list")
def show() -> None:
    """List all accounts: login, roles, and what keeps one from signing in."""
    from bot.store import accounts

    now = datetime.now(timezone.utc)
    for one in accounts.everyone(_engine()):
        roles = ", ".join(sorted(role.value for role in one.roles)) or "no role"
        click.echo("  ".join(filter(None, (one.login, roles, _state(one, now)))))


@account.command("reset-password")
@click.argument("login")
@_GENERATE
def reset_password(login: str, generate: bool) -> None:
    """Set a new password. Whoever is signed in with the old one no longer is."""
    from bot.accounts.passwords import hash_of
    from bot.store import accounts

    engine, one = _found(login)
    if one.subject:
        raise click.ClickException(f"{one.login} signs in with the organisation; there is no password here.")
    password = _password(one.login, generate)
    accounts.set_password(engine, one.id, hash_of(password))
    _done(engine, "password reset", one.login)
    click.echo(f"New password set for {one.login}.")


@account.command()
@click.argument("login")
@_ROLES
def roles(login: str, roles: tuple[str, ...]) -> None:
    """Change what an account may do."""
    from bot.store import accounts

    engine, one = _found(login)
    accounts.set_roles(engine, one.id, map(Role, roles))
    _done(engine, "roles changed", one.login)
    click.echo(f"{one.login}: {', '.join(sorted(roles))}.")


@account.command()
@click.argument("login")
def disable(login: str) -> None:
    """Close an account, and sign it out everywhere."""
    from bot.store import accounts

    _change(login, "account disabled", lambda engine, one: accounts.set_disabled(engine, one.id, True))


@account.command()
@click.argument("login")
def enable(login: str) -> None:
    """Open a disabled account again."""
    from bot.store import accounts

    _change(login, "account enabled", lambda engine, one: accounts.set_disabled(engine, one.id, False))


@account.command()
@click.argument("login")
def unlock(login: str) -> None:
    """Let an account sign in again at once after too many wrong passwords."""
    from bot.store import accounts

    _change(login, "account unlocked", lambda engine, one: accounts.succeeded(engine, one.id))


@account.command()
@click.option("--most", type=click.IntRange(1), default=50, show_default=True, help="How many acts.")
def log(most: int) -> None:
    """Show what was done lately with accounts and sessions, newest first."""
    from bot.store import audit

    for act in audit.acts(_engine(), most):
        click.echo("  ".join(filter(None, (f"{act.at:%Y-%m-%d %H:%M}", act.who, act.act, act.about))))


def _engine() -> Engine:
    from bot.settings import settings
    from bot.store import connect, upgrade

    engine = connect(settings().database_url)
    upgrade(engine)
    return engine


def _found(login: str) -> tuple[Engine, Account]:
    from bot.store import accounts

    engine = _engine()
    found = accounts.find(engine, login.strip().lower())
    if found is None:
        raise click.ClickException(f"There is no account {login}.")
    return engine, found[0]


def _change(login: str, act: str, change: Callable[[Any, Account], None]) -> None:
    engine, one = _found(login)
    change(engine, one)
    _done(engine, act, one.login)
    click.echo(f"{one.login}: {act}.")


def _done(engine: Engine, act: str, login: str) -> None:
    from bot.store import audit

    audit.note(engine, datetime.now(timezone.utc), audit.COMMAND_LINE, act, login)


def _password(login: str, generate: bool) -> str:
    """Asked for without showing it, never an argument: those are seen by others and kept in histories."""
    from bot.accounts import passwords
    from bot.content.load import load

    if generate:
        password = passwords.generate(login)
        click.echo(f"Password (shown this once): {password}")
        return password
    password = str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    fault = passwords.fault(password, login)
    if fault:
        raise click.ClickException(load().wording[fault])
    return password


def _state(one: Account, now: datetime) -> str:
    if one.disabled:
        return "disabled"
    if one.locked_until is not None and now < one.locked_until:
        return f"locked until {one.locked_until:%Y-%m-%d %H:%M} UTC"
    return "signs in with the organisation" if one.subject else ""
