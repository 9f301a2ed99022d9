"""``guidance reload``: let the servers on this machine serve the content as it is now."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import click

from bot.run_file import Running, read, running

_LONGEST = 120  # seconds
_LOOK_AGAIN = 0.1


@click.command()
def reload() -> None:
    """Let every server on this machine read the content again, without a restart.

    Content in which `guidance check` finds an error is refused as a whole, and the old content goes on
    being served. Exit code 1 if a server refused it, or if none runs here.
    """
    from bot.settings import settings

    files = list(running(settings().run_folder))
    if not files:
        raise click.ClickException("no server of this installation runs on this machine")
    refusals = [_reload(path) for path in files]
    if any(refusals):
        raise click.ClickException("the old content is still served")


def _reload(path: Path) -> bool:
    """Whether the server refused."""
    before = _read(path)
    os.kill(before.pid, signal.SIGHUP)
    end = time.monotonic() + _LONGEST
    now = before
    while now.reloads == before.reloads:
        if time.monotonic() > end:
            raise click.ClickException(f"the server on port {path.stem} did not answer; its log says more")
        time.sleep(_LOOK_AGAIN)
        now = _read(path)
    if now.refused:
        click.echo(f"Port {path.stem} refused it:\n{now.refused}")
    else:
        click.echo(f"Port {path.stem} serves edition {now.edition}.")
    return bool(now.refused)


def _read(path: Path) -> Running:
    """What the server says, once it has written it."""
    for _ in range(50):
        try:
            return read(path)
        except ValueError:
            time.sleep(_LOOK_AGAIN)
        except OSError:
            break
    raise click.ClickException(f"the server on port {path.stem} has stopped")
