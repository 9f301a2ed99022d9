"""``guidance key``: keys of the systems that use the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


@click.group()
def key() -> None:
    """Make, list and revoke keys for systems that use the API."""


@key.command()
@click.argument("name")
def create(name: str) -> None:
    """Make a key for the system called NAME. It is shown once; give it to that system and to nobody else."""
    from bot import clock
    from bot.store import keys

    if not name.strip() or len(name) > keys.LONGEST_NAME:
        raise click.UsageError(f"Give a name of at most {keys.LONGEST_NAME} characters.")
    made = keys.create(_engine(), name.strip(), clock.now().date())
    click.echo(made)
    click.echo("Send it as Authorization: Bearer. It is not kept here, and not shown again.", err=True)


@key.command("list")
def list_them() -> None:
    """List the keys: id, name, and when each was made, last used and revoked."""
    from bot.store import keys

    found = keys.every(_engine())
    if not found:
        click.echo("There is no key. Make one with: guidance key create NAME")
    for one in found:
        used = f"last used {one.last_used_on}" if one.last_used_on else "not used yet"
        revoked = f", revoked {one.revoked_on}" if one.revoked_on else ""
        click.echo(f"{one.id:>4}  {one.name}: made {one.created_on}, {used}{revoked}")


@key.command()
@click.argument("number", metavar="ID", type=int)
def revoke(number: int) -> None:
    """Refuse the key with this ID from now on. Exit code 1 if there is none in use."""
    from bot import clock
    from bot.store import keys

    if not keys.revoke(_engine(), number, clock.now().date()):
        raise click.ClickException(f"No key {number} is in use; see: guidance key list")
    click.echo(f"Key {number} is refused from now on.")


def _engine() -> Engine:
    from bot.settings import settings
    from bot.store import connect, upgrade

    engine = connect(settings().database_url)
    upgrade(engine)
    return engine
