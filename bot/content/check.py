"""What is wrong with the content beyond its shape, where, and how to mend it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.content.abbreviations import unexplained
from bot.content.asked import process_questions
from bot.content.copies import near_copies
from bot.content.figures import national_numbers, unsourced_figures
from bot.content.load import CONTENT_FOLDER, Content, ContentError, Problem, load
from bot.content.model import Certainty, Contact, Indicator, Tier
from bot.content.orphans import orphans
from bot.content.problem import problem, sourced
from bot.content.references import partnerships, references
from bot.content.release import REVIEW_DAYS

# files that say which content this is and who read it: they change when it is sealed and reviewed
ABOUT_IT = ("edition.yml", "reviews.yml")


def check(
    folder: Path = CONTENT_FOLDER, today: date | None = None, *, is_draft: bool = False
) -> list[Problem]:
    """Every problem of the content below ``folder``, errors first; warnings have ``warning`` set.

    ``today`` decides which facts are past their review date (a year after they were read). A draft
    needs no seal yet.
    """
    try:
        content = load(folder)
    except ContentError as error:
        return error.problems
    problems = [
        *references(content),
        *partnerships(content),
        *_indicators(content),
        *_practice(content),
        *orphans(content),
        *near_copies(content),
        *process_questions(content),
        *unsourced_figures(content),
        *national_numbers(content),
        *unexplained(content),
        *_changelog(content, folder),
        *(() if is_draft else _seal(content, folder)),
        *_dates(content, today or date.today()),
    ]
    return sorted(problems, key=lambda one: (one.warning, one.file, one.line, one.message))


def fingerprint(folder: Path) -> str:
    """A hash of every content file but those about the content itself, 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yml")):
        if path.name not in ABOUT_IT:
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def seal(folder: Path = CONTENT_FOLDER) -> str:
    """Write the fingerprint of the content into its edition, and return it.

    Raises ContentError when the content has changed but the edition has not.
    """
    content = load(folder)
    found = fingerprint(folder)
    sealed_edition, _, sealed = content.edition.fingerprint.partition(":")
    if sealed and sealed != found and sealed_edition == content.edition.edition:
        raise ContentError(list(_seal(content, folder)))
    path = folder / "edition.yml"
    mark = f"{content.edition.edition}:{found}"
    text = re.sub(r"(?m)^fingerprint:.*$", f'fingerprint: "{mark}"', path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    return mark


def _indicators(content: Content) -> Iterator[Problem]:
    added = {
        name for question in content.questions.values() for option in question.options for name in option.adds
    }
    for key, indicator in content.indicators.items():
        yield from _one_indicator(content, key, indicator, added)
        if indicator.topic not in content.topics:
            mend = "use a topic of topics.yml, or add this one there"
            yield problem(content, "indicators", key, f"topic {indicator.topic!r} has no name", mend)
    for key, question in content.questions.items():
        if not any(
            option.adds or option.vulnerabilities or option.settles != "usual" for option in question.options
        ):
            mend = "let an option settle, add an indicator or a vulnerability"
            yield problem(content, "questions", key, "no answer changes anything", mend)


def _one_indicator(content: Content, key: str, indicator: Indicator, added: set[str]) -> Iterator[Problem]:
    if indicator.lowest_tier is not indicator.highest_tier and not indicator.questions:
        mend = "add questions, or give one tier only"
        yield problem(content, "indicators", key, "a range needs a deciding question", mend)
    if not indicator.signs and not indicator.examples and key not in added:
        message = "no question, sign or example reaches this indicator"
        yield problem(content, "indicators", key, message, "add signs and examples", warning=True)
    if indicator.tier is not Tier.UNIVERSAL and key not in content.at_ages:
        message = "nothing says what it can look like at different ages"
        mend = "add it to the file of the same name below data/guidance/ages"
        yield problem(content, "indicators", key, message, mend)


def _practice(content: Content) -> Iterator[Problem]:
    """Signs, pathways and rules that rest on practice knowledge name the role that must sign them."""
    for kind, key, item in sourced(content):
        if kind in ("indicators", "pathways", "rules") and "practice" in item.sources and not item.sign_off:
            message = "rests on practice knowledge and names no role to sign it off"
            yield problem(content, kind, key, message, "add sign_off")


def _changelog(content: Content, folder: Path) -> Iterator[Problem]:
    edition = content.edition.edition
    if edition not in {change.edition for change in content.edition.changelog if change.changes}:
        message = f"edition {edition} has no changelog line"
        yield Problem(_edition_file(folder), 1, message, "say in changelog what changed")


def _seal(content: Content, folder: Path) -> Iterator[Problem]:
    edition = content.edition
    sealed_edition, _, sealed = edition.fingerprint.partition(":")
    if sealed != fingerprint(folder) or sealed_edition != edition.edition:
        yield Problem(
            _edition_file(folder),
            1,
            f"the content has changed since edition {sealed_edition} was sealed",
            "give it a new edition ('guidance content draft') and a changelog line, then publish it "
            "('guidance content publish') or run 'guidance check --seal'",
        )


def _edition_file(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}/edition.yml"


def _dates(content: Content, today: date) -> Iterator[Problem]:
    for kind, key, item in sourced(content):
        if isinstance(item, Contact):
            yield from _contact(content, kind, key, item, today)


def _contact(content: Content, kind: str, key: str, contact: Contact, today: date) -> Iterator[Problem]:
    if contact.certainty is Certainty.UNVERIFIED:
        mend = f"check with {contact.check_with}"
        yield problem(content, kind, key, f"contact {contact.id} is not verified", mend, warning=True)
    elif contact.checked_on and (today - contact.checked_on).days > REVIEW_DAYS:
        message = f"contact {contact.id} was last read on {contact.checked_on}"
        mend = "check it, then renew checked_on"
        yield problem(content, kind, key, message, mend, warning=True)
