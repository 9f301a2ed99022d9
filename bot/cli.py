"""The ``guidance`` command."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TextIO

import click

from bot.content.load import CONTENT_FOLDER, ContentError


@click.group()
@click.version_option(package_name="threshold-guidance-bot")
def main() -> None:
    """Guidance for people who work with children: level of need, route, contacts, challenge."""


@main.command()
@click.option("--host", default=None, help="Address to listen on (default: loopback only).")
@click.option("--port", default=None, type=int, help="Port to listen on (default: 5005).")
def serve(host: str | None, port: int | None) -> None:
    """Run the assistant with its web page, in one process."""
    from bot.server import serve as run

    run(host, port)


@main.command()
@click.option("--folder", type=click.Path(path_type=Path, exists=True), default=CONTENT_FOLDER, help="Content folder.")
@click.option("--seal", "write_seal", is_flag=True, help="Write the fingerprint of a new edition.")
def check(folder: Path, write_seal: bool) -> None:
    """Say what is wrong with the content: file, line, and how to mend it. Exit code 1 on errors."""
    from bot.content.check import check as find_problems
    from bot.content.check import seal

    if write_seal:
        try:
            click.echo(f"Sealed {seal(folder)}.")
        except ContentError as error:
            raise click.ClickException(str(error)) from error
    problems = find_problems(folder)
    errors = [problem for problem in problems if not problem.warning]
    warnings = [problem for problem in problems if problem.warning]
    for problem in errors:
        click.echo(str(problem))
    if warnings:
        click.echo(f"\nWarnings ({len(warnings)}):")
        for problem in warnings:
            click.echo(str(problem))
    click.echo(f"\n{len(errors)} errors, {len(warnings)} warnings.")
    sys.exit(1 if errors else 0)


@main.command()
@click.argument("text", required=False)
@click.option("--area", help="Where the child lives: a partnership's id, such as bolton.")
@click.option("--role", help="Your role, such as teacher or health_visitor.")
@click.option("--json", "as_json", is_flag=True, help="Print the machine-readable form.")
@click.option("--jsonl", type=click.File("r"), help="Read one case a line from FILE, or - for standard input.")
def ask(text: str | None, area: str | None, role: str | None, as_json: bool, jsonl: TextIO | None) -> None:
    """Guidance for one free-text case, or for many with --jsonl."""
    from bot import ask as asking

    now = datetime.now().astimezone()
    try:
        asker = asking.Asker.load()
        if jsonl is not None:
            for line in asking.progress(jsonl):
                click.echo(asker.answer_line(line, now))
        elif text:
            click.echo(asker.answer_one(text, area, role, now, as_json=as_json))
        else:
            raise click.UsageError("Give a text, or --jsonl FILE.")
    except ContentError as error:
        raise click.ClickException(f"The content cannot be used:\n{error}") from error
    except asking.BadInput as error:
        raise click.ClickException(str(error)) from error
