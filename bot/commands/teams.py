"""``guidance teams-app``: what an administrator uploads to Teams."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click


@click.command("teams-app")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE.zip",
    help="Write the app package to FILE.zip.",
)
def teams_app(out: Path) -> None:
    """Build the app package for Microsoft Teams from the settings: manifest and icons.

    Exit code 1, saying what is missing, if a setting that it needs is not set.
    """
    from pydantic import ValidationError

    from bot.channels.teams.app_package import NotReady, package
    from bot.content.load import ContentError, load
    from bot.settings import settings

    try:
        body = package(settings(), load().wording, version("threshold-guidance-bot"))
    except ValidationError as error:
        raise click.ClickException("\n".join(map(_in_words, error.errors()))) from error
    except ContentError as error:
        raise click.ClickException(f"The content cannot be used:\n{error}") from error
    except NotReady as error:
        raise click.ClickException(f"For the app package, set or correct:\n{error}") from error
    try:
        out.write_bytes(body)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}") from error
    click.echo(f"Wrote {out}. Upload it in the Teams admin centre, or in Teams itself for a trial.")


def _in_words(fault: Mapping[str, Any]) -> str:
    """A wrong setting by its name; what several together make wrong names them itself."""
    (name, *_) = fault["loc"]
    return str(fault["msg"]) if name == "__root__" else f"GUIDANCE_{str(name).upper()}: {fault['msg']}"
