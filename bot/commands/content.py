"""``guidance content``: from draft to published, for the partnership's lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.checking import FOLDER, against_release, problems
from bot.content.load import ContentError, load

if TYPE_CHECKING:
    from bot.content.reviews import Review
    from bot.content.workflow import State

_STEPS = {
    "draft": "a draft; edition {sealed} is the last one published.",
    "published": "published, and nothing has changed since.",
    "changed": "published, and changed since. Open a new edition: guidance content draft EDITION",
}


@click.group()
def content() -> None:
    """Draft, review and publish the content, see what changed, and which edition conversations used."""


@content.command()
@FOLDER
def status(folder: Path) -> None:
    """Say which edition this is, what has changed, who reviewed it and what stands against a release."""
    from bot.content.workflow import state

    with _refusals():
        now = state(folder, _today())
        click.echo("\n".join(_standing(now)))
        reasons = against_release(folder, load(folder), _today())
    click.echo(f"\n{len(reasons)} reasons against a release" + (":" if reasons else "."))
    for kind, count in sorted(Counter(one.kind for one in reasons).items()):
        click.echo(f"  {kind:<16}{count:>5}")
    if reasons:
        click.echo("Each of them, and who can settle it: guidance check --release")


@content.command()
@FOLDER
@click.argument("edition")
def draft(folder: Path, edition: str) -> None:
    """Open EDITION, such as 2026.12.1: a new draft with an empty list of changes, dated today."""
    from bot.content.workflow import draft as open_draft

    with _refusals():
        open_draft(folder, edition, _today())
    click.echo(f"Edition {edition} is a draft. Say in the changelog of edition.yml what changes.")


@content.command()
@FOLDER
@click.option("--role", required=True, help="A role that the content names, such as “named doctor”.")
@click.option(
    "--name-of-role", "called", help="What that role is called here, if it differs. No person's name."
)
def review(folder: Path, role: str, called: str | None) -> None:
    """Note that ROLE has read the content as it is now. A change afterwards makes the review stale."""
    from bot.content.workflow import review as note
    from bot.reading.redact import redact

    if called is not None and (not called.strip() or redact(called) != called):
        raise click.UsageError("--name-of-role must name a role and no person; leave names and numbers out.")
    with _refusals():
        noted = note(folder, load(folder), role, called, _today())
    click.echo(f"Noted: edition {noted.edition} was reviewed by the {_role(noted)} on {_day(noted.dated)}.")


@content.command()
@FOLDER
@click.option("--dry-run", is_flag=True, help="Change nothing; exit code 1 if it would be refused.")
def publish(folder: Path, dry_run: bool) -> None:
    """Publish the draft: check it, seal it and date it today.

    Refused, with exit code 1, if `guidance check` finds an error, or if nobody has reviewed exactly this.
    """
    from bot.content.workflow import publish as seal_and_date
    from bot.content.workflow import refuse_unready

    with _refusals():
        edition = refuse_unready(folder, _today()).edition.edition
        wrong = [problem for problem in problems(folder, is_draft=True) if not problem.warning]
        if wrong:
            raise ContentError(wrong)
        if dry_run:
            click.echo(f"Edition {edition} would be published, dated {_day(_today())}.")
            return
        seal_and_date(folder, _today())
        reasons = against_release(folder, load(folder), _today())
    click.echo(f"Published edition {edition}, dated {_day(_today())}. Commit it; servers: guidance reload")
    if reasons:
        click.echo(f"{len(reasons)} reasons stand against a release; see: guidance check --release")


@content.command()
@FOLDER
@click.argument("old", required=False)
def changes(folder: Path, old: str | None) -> None:
    """Say in plain words what changed since OLD: an edition, a folder or a commit of git.

    Without OLD, since the edition that was published before this one.
    """
    from bot.content.diff import diff, in_words
    from bot.content.editions import NoSuchEdition, content_folder
    from bot.content.workflow import earlier, state

    with _refusals():
        now = state(folder, _today())
        since = old or earlier(now)
    try:
        with content_folder(since, folder) as before:
            said = in_words(diff(before, folder))
    except NoSuchEdition as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"From {since} to {now.edition.edition} ({now.step.value}):\n\n{said}")


@content.command()
def used() -> None:
    """Count the conversations that are kept, by the edition of their last turn and its week."""
    from bot.settings import settings
    from bot.store import connect, upgrade
    from bot.store.conversations import by_edition_and_week

    engine = connect(settings().database_url)
    upgrade(engine)
    rows = by_edition_and_week(engine)
    if not rows:
        click.echo("No conversation is kept.")
    for edition, week, count in rows:
        click.echo(f"{edition or 'not noted':<16}week of {week}{count:>8}")


def _standing(now: State) -> Iterator[str]:
    """What is said of the state, in lines."""
    stands = _STEPS[now.step.value].format(sealed=now.sealed)
    yield f"Edition {now.edition.edition} of {_day(now.edition.dated)}: {stands}"
    for one in now.reviews:
        yield f"Reviewed by the {_role(one)} on {_day(one.dated)}."
    if not now.reviews:
        yield "Nobody has reviewed the content as it is now."
    for one in now.stale:
        yield f"No longer holds: the review by the {_role(one)} on {_day(one.dated)}."


def _role(noted: Review) -> str:
    return f"{noted.role} ({noted.called})" if noted.called else noted.role


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def _today() -> date:
    from bot import clock

    return clock.now().date()


@contextmanager
def _refusals() -> Iterator[None]:
    """What refuses a step is said, with exit code 1."""
    from bot.content.workflow import Refused

    try:
        yield
    except Refused as error:
        raise click.ClickException(f"Refused: {error}.") from error
    except ContentError as error:
        raise click.ClickException(f"The content is not as it should be:\n{error}") from error
