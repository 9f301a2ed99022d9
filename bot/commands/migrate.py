"""``guidance migrate``: bring the database's tables up to date, or say whether they are."""

from __future__ import annotations

import click


@click.command()
@click.option("--check", is_flag=True, help="Change nothing; exit code 1 if the tables are behind.")
def migrate(check: bool) -> None:
    """Bring the tables of DATABASE_URL up to what this version needs, and say from where to where.

    A server does the same when it starts. Exit code 1 if the database cannot be reached or changed; it is
    then as it was before.
    """
    from alembic.util import CommandError
    from sqlalchemy.exc import SQLAlchemyError

    from bot.settings import settings
    from bot.store.database import connect, revisions, upgrade

    try:
        engine = connect(settings().database_url)
        found = revisions(engine)
        if check:
            click.echo(f"The tables are at {found.now or 'nothing'}; this version needs {found.newest}.")
            raise SystemExit(int(found.is_behind))
        before = upgrade(engine)
    except (SQLAlchemyError, CommandError) as error:
        reason = getattr(error, "orig", None) or error
        raise click.ClickException(f"The database was not migrated: {str(reason).strip()}") from error
    if before.is_behind:
        click.echo(f"Migrated from {before.now or 'nothing'} to {before.newest}.")
    else:
        click.echo(f"Nothing to migrate: the tables are at {before.newest}.")
