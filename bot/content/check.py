"""What is wrong with the content beyond its shape, where, and how to mend it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from bot.content.load import CONTENT_FOLDER, Content, ContentError, Problem, load
from bot.content.model import Certainty, Contact, Indicator, Tier, Urgency

REVIEW_DAYS = 365
_REQUIRED_RULES = (
    "already_open child_elsewhere cumulative danger disagreement low_level_concern lowest_answer "
    "national_signs other_children outside_england past_or_possible past_still_matters "
    "private_fostering_notify protective range_settled red_flag significant_harm staff_allegation "
    "tried_without_progress unknown_consult unsure usual_tier vulnerability_raises"
).split()
_PLACEHOLDER = re.compile(r"\{contact:([a-z0-9_]+)\}")


def check(folder: Path = CONTENT_FOLDER, today: date | None = None) -> list[Problem]:
    """Every problem of the content below ``folder``, errors first; warnings have ``warning`` set.

    ``today`` decides which facts are past their review date (a year after they were read).
    """
    try:
        content = load(folder)
    except ContentError as error:
        return error.problems
    problems = [
        *_references(content),
        *_indicators(content),
        *_partnerships(content),
        *_words(content),
        *_edition(content, folder),
        *_dates(content, today or date.today()),
    ]
    return sorted(problems, key=lambda one: (one.warning, one.file, one.line))


def fingerprint(folder: Path) -> str:
    """A hash of every content file except the edition itself, 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yml")):
        if path.name != "edition.yml":
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
        raise ContentError(list(_edition(content, folder)))
    path = folder / "edition.yml"
    mark = f"{content.edition.edition}:{found}"
    text = re.sub(r"(?m)^fingerprint:.*$", f'fingerprint: "{mark}"', path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    return mark


def _at(content: Content, kind: str, key: str) -> tuple[str, int]:
    return content.lines.get((kind, key), (kind, 1))


def _problem(
    content: Content, kind: str, key: str, message: str, mend: str, warning: bool = False
) -> Problem:
    file, line = _at(content, kind, key)
    return Problem(file, line, f"{key}: {message}", mend, warning)


def _references(content: Content) -> Iterator[Problem]:
    """Ids that name nothing."""

    def missing(kind: str, key: str, what: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
        for name in sorted(set(names) - set(known)):
            yield _problem(
                content, kind, key, f"{what} {name!r} does not exist", f"correct the id, or add it to the {what}s"
            )

    topics = {indicator.topic for indicator in content.indicators.values()}
    for kind in ("indicators", "questions", "vulnerabilities", "protective", "pathways", "timescales", "prompts", "contacts", "rules"):
        for key, item in getattr(content, kind).items():
            yield from missing(kind, key, "source", item.sources, content.sources)
    for key, indicator in content.indicators.items():
        yield from missing("indicators", key, "question", indicator.questions, content.questions)
        yield from missing("indicators", key, "pathway", indicator.pathways, content.pathways)
    for key, question in content.questions.items():
        for option in question.options:
            yield from missing("questions", key, "indicator", option.adds, content.indicators)
            yield from missing("questions", key, "vulnerability", option.vulnerabilities, content.vulnerabilities)
    for key, vulnerability in content.vulnerabilities.items():
        yield from missing("vulnerabilities", key, "topic", vulnerability.raises_with, topics)
    for key, pathway in content.pathways.items():
        yield from missing("pathways", key, "topic", pathway.topics, topics)
        yield from missing("pathways", key, "timescale", pathway.timescales, content.timescales)
        yield from missing("pathways", key, "contact", pathway.contacts, content.contacts)
    for key, prompt in content.prompts.items():
        yield from missing("prompts", key, "topic", prompt.topics, topics)
        yield from missing("prompts", key, "role", prompt.roles, content.roles)
        yield from missing("prompts", key, "vulnerability", prompt.vulnerabilities, content.vulnerabilities)
    for key, clock in content.timescales.items():
        yield from missing("timescales", key, "area", filter(None, [clock.area]), content.partnerships)
    for rule in set(_REQUIRED_RULES) - set(content.rules):
        yield Problem("data/guidance/rules.yml", 1, f"the rule {rule!r} has no words", "add it")
    for tier in {tier.value for tier in Tier} - set(content.tiers):
        yield Problem("data/guidance/tiers.yml", 1, f"the tier {tier!r} has no words", "add it")


def _indicators(content: Content) -> Iterator[Problem]:
    asked = {name for indicator in content.indicators.values() for name in indicator.questions}
    added = {
        name for question in content.questions.values() for option in question.options for name in option.adds
    }
    for key, indicator in content.indicators.items():
        yield from _one_indicator(content, key, indicator, added)
        if indicator.topic not in content.topics:
            yield _problem(
                content, "indicators", key, f"topic {indicator.topic!r} has no name",
                "use a topic of topics.yml, or add this one there",
            )
    for key, question in content.questions.items():
        if key not in asked:
            yield _problem(
                content, "questions", key, "no indicator asks this question", "name it under an indicator's questions, or delete it", True
            )
        if not any(option.adds or option.vulnerabilities or option.settles != "usual" for option in question.options):
            yield _problem(
                content, "questions", key, "no answer changes anything", "let an option settle, add an indicator or a vulnerability"
            )


def _one_indicator(
    content: Content, key: str, indicator: Indicator, added: set[str]
) -> Iterator[Problem]:
    if indicator.lowest_tier is not indicator.highest_tier and not indicator.questions:
        yield _problem(
            content, "indicators", key, "a range needs a deciding question", "add questions, or give one tier only"
        )
    if not indicator.signs and not indicator.examples and key not in added:
        yield _problem(
            content, "indicators", key, "no question, sign or example reaches this indicator", "add signs and examples", True
        )
    if "practice" in indicator.sources and not indicator.sign_off:
        yield _problem(
            content, "indicators", key, "rests on practice knowledge and names no role to sign it off", "add sign_off"
        )


def _partnerships(content: Content) -> Iterator[Problem]:
    for key, area in content.partnerships.items():
        ids = [contact.id for contact in area.contacts]
        doors = [area.front_door, area.out_of_hours, area.early_help, area.lado]
        doors += [area.exploitation] if area.exploitation else []
        doors += [contact.instead for contact in area.contacts if contact.instead]
        known = {*ids, *content.contacts}
        for name in sorted(set(doors) - known):
            yield _problem(content, "partnerships", key, f"contact {name!r} does not exist", "add it under contacts")
        for name in sorted({name for name in ids if ids.count(name) > 1}):
            yield _problem(content, "partnerships", key, f"contact {name!r} is there twice", "delete one")
        sourced = [*area.contacts, area.threshold_document, *area.levels.values(), *area.consent, *area.referral, *area.services, *area.standards, *area.escalation.known]
        unknown = {name for item in sourced for name in item.sources} - set(content.sources)
        for name in sorted(unknown):
            yield _problem(content, "partnerships", key, f"source {name!r} does not exist", "add it to sources.yml")
        yield from _raises(content, key)


def _raises(content: Content, key: str) -> Iterator[Problem]:
    """A partnership may raise, never lower or remove (design rule 15)."""
    for change in content.partnerships[key].raises:
        indicator = content.indicators.get(change.indicator)
        if indicator is None:
            yield _problem(content, "partnerships", key, f"raises {change.indicator!r}, which does not exist", "correct the id")
            continue
        lowers_tier = change.tier is not None and change.tier.rank < indicator.tier.rank
        urgency = indicator.urgency or Urgency.ROUTINE
        lowers_urgency = change.urgency is not None and change.urgency.rank > urgency.rank
        if lowers_tier or lowers_urgency:
            yield _problem(content, "partnerships", key, f"would lower {change.indicator!r}", "a partnership can only raise; delete this")


def _words(content: Content) -> Iterator[Problem]:
    for key, text in content.wording.items():
        for name in _PLACEHOLDER.findall(text):
            if name not in content.contacts:
                yield Problem("data/guidance/wording", 1, f"{key}: contact {name!r} does not exist", "correct the id")


def _edition(content: Content, folder: Path) -> Iterator[Problem]:
    edition = content.edition
    sealed_edition, _, sealed = edition.fingerprint.partition(":")
    path = f"{folder.parent.name}/{folder.name}/edition.yml"
    if edition.edition not in {change.edition for change in edition.changelog}:
        yield Problem(path, 1, f"edition {edition.edition} has no changelog line", "say in changelog what changed")
    if sealed != fingerprint(folder) or sealed_edition != edition.edition:
        yield Problem(
            path,
            1,
            f"the content has changed since edition {sealed_edition} was sealed",
            "give it a new edition and a changelog line, then run 'guidance check --seal'",
        )


def _dates(content: Content, today: date) -> Iterator[Problem]:
    for key, area in content.partnerships.items():
        for contact in area.contacts:
            yield from _contact(content, "partnerships", key, contact, today)
    for key, contact in content.contacts.items():
        yield from _contact(content, "contacts", key, contact, today)


def _contact(content: Content, kind: str, key: str, contact: Contact, today: date) -> Iterator[Problem]:
    if contact.certainty is Certainty.UNVERIFIED:
        yield _problem(content, kind, key, f"contact {contact.id} is not verified", f"check with {contact.check_with}", True)
    elif contact.checked_on and (today - contact.checked_on).days > REVIEW_DAYS:
        yield _problem(
            content, kind, key, f"contact {contact.id} was last read on {contact.checked_on}", "check it, then renew checked_on", True
        )
