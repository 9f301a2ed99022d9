"""The ``guidance`` command."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

import click

from bot.commands.account import account
from bot.commands.checking import FOLDER, against_release, problems, usable
from bot.commands.content import content as content_commands
from bot.commands.exercise import exercise
from bot.commands.key import key
from bot.commands.migrate import migrate
from bot.commands.reload import reload
from bot.commands.teams import teams_app
from bot.content.load import CONTENT_FOLDER, Content, ContentError, load


@click.group()
@click.version_option(package_name="threshold-guidance-bot")
def main() -> None:
    """Guidance for people who work with children: level of need, route, contacts, challenge."""


@main.command()
@click.option("--host", default=None, help="Address to listen on (default: loopback only).")
@click.option("--port", default=None, type=int, help="Port to listen on (default: 5005).")
def serve(host: str | None, port: int | None) -> None:
    """Run the assistant with its web page, in one process."""
    from bot import logs

    logs.configure()  # before the server's libraries are loaded, which warn of each other
    from bot.server import serve as run

    run(host, port)


@main.command()
@FOLDER
@click.option("--seal", "write_seal", is_flag=True, help="Write the fingerprint of a new edition.")
@click.option("--release", is_flag=True, help="Also refuse what is unsigned, unverified or past its date.")
@click.option(
    "--readability", is_flag=True, help="Write docs/readability.md: reading age, and hard sentences."
)
def check(folder: Path, write_seal: bool, release: bool, readability: bool) -> None:
    """Say what is wrong with content and exercises: file, line, and how to mend it. Exit code 1 on errors."""
    from bot.content.check import seal

    if write_seal:
        try:
            click.echo(f"Sealed {seal(folder)}.")
        except ContentError as error:
            raise click.ClickException(str(error)) from error
    found = problems(folder)
    errors = [problem for problem in found if not problem.warning]
    warnings = [problem for problem in found if problem.warning]
    for problem in errors:
        click.echo(str(problem))
    if warnings and not release:
        click.echo(f"\nWarnings ({len(warnings)}):")
        for problem in warnings:
            click.echo(str(problem))
    content = usable(folder) if release or readability else None
    if content and readability:
        _readability(content)
    refused = _release(folder, content) if content and release else 0
    click.echo(f"\n{len(errors)} errors, {len(warnings)} warnings.")
    sys.exit(1 if errors or refused else 0)


def _readability(content: Content) -> None:
    from bot.content.readability import report

    path = CONTENT_FOLDER.parents[1] / "docs" / "readability.md"
    path.write_text(report(content), "utf-8")
    click.echo(f"Wrote {path}.")


def _release(folder: Path, content: Content) -> int:
    """Print what stands against a release, and how much of it each role can settle."""
    from bot.content.release import by_kind_and_role

    try:
        reasons = against_release(folder, content, date.today())
    except ContentError:
        return 1  # its reviews cannot be read, which has been said
    for reason in reasons:
        click.echo(str(reason.problem))
    if reasons:
        click.echo("\nNot ready for release:")
        for kind, role, count in by_kind_and_role(reasons):
            click.echo(f"  {kind:<16}{count:>5}  {role}")
    click.echo(f"\n{len(reasons)} reasons against a release.")
    return len(reasons)


@main.command()
@FOLDER
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for the pictures."
)
def draw(folder: Path, out: Path) -> None:
    """Draw signs, deciding questions and doors for a reviewer: one SVG page a domain."""
    from bot.content.draw import draw as pictures

    for path in pictures(_load(folder), out):
        click.echo(f"Wrote {path}.")


@main.command()
@FOLDER
@click.argument("old", metavar="EDITION|FOLDER|COMMIT")
def diff(folder: Path, old: str) -> None:
    """Say in plain words what changed since an edition, a folder of content or a commit of git."""
    from bot.content.diff import diff as changes
    from bot.content.diff import in_words
    from bot.content.editions import NoSuchEdition, content_folder

    try:
        with content_folder(old, folder) as before:
            click.echo(in_words(changes(before, folder)))
    except NoSuchEdition as error:
        raise click.ClickException(str(error)) from error


def _load(folder: Path) -> Content:
    try:
        return load(folder)
    except ContentError as error:
        raise click.ClickException(f"The content cannot be used:\n{error}") from error


@main.command()
@click.argument("text", required=False)
@click.option("--area", help="Where the child lives: a partnership's id, such as bolton.")
@click.option("--role", help="Your role, such as teacher or health_visitor.")
@click.option("--json", "as_json", is_flag=True, help="Print the machine-readable form.")
@click.option(
    "--jsonl", type=click.File("r"), help="Read one case a line from FILE, or - for standard input."
)
def ask(text: str | None, area: str | None, role: str | None, as_json: bool, jsonl: TextIO | None) -> None:
    """Guidance for one free-text case, or for many with --jsonl."""
    from bot.ask import Asker

    now = datetime.now().astimezone()
    try:
        asker = Asker.load()
    except ContentError as error:
        raise click.ClickException(f"The content cannot be used:\n{error}") from error
    if jsonl is not None:
        _each_line(jsonl, "case", lambda line: asker.answer_line(line, now))
    elif text:
        click.echo(asker.answer_one(text, area, role, now, as_json=as_json))
    else:
        raise click.UsageError("Give a text, or --jsonl FILE.")


@main.command()
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Print the machine-readable form.")
def read(text: str, as_json: bool) -> None:
    """What is understood of a text: signs with status, confidence and method, and facts."""
    from bot.read_aloud import read as understood

    try:
        click.echo(understood(text, as_json=as_json))
    except ContentError as error:
        raise click.ClickException(f"The content cannot be used:\n{error}") from error


@main.command()
@click.argument("text", required=False)
@click.option(
    "--jsonl",
    type=click.File("r", encoding="utf-8", errors="replace"),
    help='Read one {"id", "text"} a line from FILE, or - for standard input.',
)
def redact(text: str | None, jsonl: TextIO | None) -> None:
    """Take names and other personal data out of one text, or of many with --jsonl.

    Each piece becomes a placeholder such as [name]. What comes out is never sure to be free of personal
    data. Exit code 1 if a line is not understood, 2 if nothing is given.
    """
    from bot.reading.redact import redact as without_personal_data
    from bot.redact_lines import redact_line

    if jsonl is not None:
        _each_line(jsonl, "text", redact_line)
    elif text is not None:
        click.echo(without_personal_data(text))
    else:
        raise click.UsageError("Give a text, or --jsonl FILE.")


@main.command()
@click.argument("question", required=False)
@click.option("--area", help="The area asked about: a partnership's id, such as bolton.")
@click.option(
    "--jsonl", type=click.File("r"), help="Read one question a line from FILE, or - for standard input."
)
def answer(question: str | None, area: str | None, jsonl: TextIO | None) -> None:
    """Answer a question about the safeguarding process, or many with --jsonl, from the content alone.

    A line is {"id","question","area"?}; what comes back is {"id","answer","source","in_scope","confidence"}.
    """
    from bot.json_lines import BadInput
    from bot.questions import Answerer

    try:
        answerer = Answerer.load()
    except ContentError as error:
        raise click.ClickException(f"The content cannot be used:\n{error}") from error
    if jsonl is not None:
        _each_line(jsonl, "question", answerer.answer_line)
    elif question:
        try:
            click.echo(answerer.answer_one(question, area))
        except BadInput as error:
            raise click.ClickException(str(error)) from error
    else:
        raise click.UsageError("Give a question, or --jsonl FILE.")


@main.command()
@click.option("--unanswered", is_flag=True, help="Those that were asked and that nobody has answered yet.")
def questions(unanswered: bool) -> None:
    """List the questions that can be answered, or those that could not be."""
    from bot.questions import answered_list, unanswered_list
    from bot.settings import settings

    if unanswered:
        click.echo(unanswered_list(settings().database_url))
    else:
        click.echo(answered_list(_load(CONTENT_FOLDER)))


@main.command()
@FOLDER
@click.option("--anchor", help="The event whose date is known; --list shows all.")
@click.option("--on", help="Its day, such as 2026-03-03, or day and time: 2026-03-03T14:30.")
@click.option("--area", help="A partnership's id, such as bolton. Without one, national clocks only.")
@click.option("--today", help="Say where the dates stand on this day or at this moment (default: now).")
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "ics", "json", "svg")),
    default="table",
    show_default=True,
    help="A table to read, an iCalendar file, JSON, or a timeline as a picture.",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.", metavar="FILE")
@click.option("--list", "list_them", is_flag=True, help="List the events that start clocks, and stop.")
def timescales(
    folder: Path,
    anchor: str | None,
    on: str | None,
    area: str | None,
    today: str | None,
    form: str,
    out: Path | None,
    list_them: bool,
) -> None:
    """Every date of the process that follows from one event: what is overdue, and what comes next.

    For example: guidance timescales --anchor strategy_discussion --on 2026-03-03 --area bolton

    Exit code 0: the dates, whether or not any is overdue. 1: the content or FILE cannot be used.
    2: no such event, day or area.
    """
    from bot import timescales as dates

    content = _load(folder)
    if list_them:
        width = max(map(len, content.anchors))
        for key, event in content.anchors.items():
            click.echo(f"{key:<{width}}  {event.label}")
        return
    if not anchor or not on:
        raise click.UsageError("Give --anchor and --on, or --list.")
    try:
        asked = dates.ask(content, anchor, on, area, dates.moment(today))
    except dates.BadRequest as error:
        raise click.UsageError(str(error)) from error
    _write(asked.render(form), out)


def _write(answer: str | bytes, out: Path | None) -> None:
    """To a file, or to standard output: text with a last line break, a calendar as it is."""
    if out is None:
        click.echo(answer, nl=isinstance(answer, str) and not answer.endswith("\n"))
        return
    try:
        out.write_bytes(answer if isinstance(answer, bytes) else answer.encode())
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}") from error
    click.echo(f"Wrote {out}.")


def _each_line(lines: TextIO, unit: str, answer: Callable[[str], str]) -> None:
    """Print the answer to each line; stop with exit code 1 at one that is not understood."""
    from bot.json_lines import BadInput, progress

    for number, line in progress(lines, unit):
        try:
            click.echo(answer(line))
        except BadInput as error:
            raise click.ClickException(f"line {number}: {error}") from error


main.add_command(account)
main.add_command(content_commands)
main.add_command(exercise)
main.add_command(teams_app)

main.add_command(key)
main.add_command(migrate)
main.add_command(reload)


if __name__ == "__main__":
    main()
