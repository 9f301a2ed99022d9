"""Ids that name nothing, and what a partnership's file may not do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.content.guides import Advice, ComeBack, DraftPart, When
from bot.content.load import Content, Problem
from bot.content.model import Tier, Urgency
from bot.content.problem import problem, sourced
from bot.content.texts import shown_texts

REQUIRED_RULES = (
    "already_open child_elsewhere combination cumulative danger disagreement early_help_open "
    "low_level_concern lowest_answer national_signs other_children outside_england past_or_possible "
    "past_still_matters private_fostering_notify protective range_settled red_flag significant_harm "
    "staff_allegation tried_without_progress unknown_consult unsure usual_tier vulnerability_raises"
).split()
_PLACEHOLDER = re.compile(r"\{([a-z_]+)(?::([a-z0-9_]+))?\}")
# what any text may leave open; wording has further ones of its own
_ANYWHERE = frozenset(
    "area partnership threshold_document front_door front_door_name out_of_hours early_help lado "
    "safeguarding_lead contact".split()
)

_IN_GUIDES = frozenset("answer concerns strengths unknowns level route today come_back".split())
REQUIRED_GUIDE = "challenge"
UNKNOWN = "unknown"  # an answer to any question


def references(content: Content) -> Iterator[Problem]:
    """Ids and placeholders that name nothing, and rules and tiers without words."""
    yield from _sources(content)
    yield from _between_items(content)
    yield from _placeholders(content)
    for rule in set(REQUIRED_RULES) - set(content.rules):
        yield Problem("data/guidance/rules.yml", 1, f"the rule {rule!r} has no words", "add it")
    for tier in {tier.value for tier in Tier} - set(content.tiers):
        yield Problem("data/guidance/tiers.yml", 1, f"the tier {tier!r} has no words", "add it")


def _missing(
    content: Content, kind: str, key: str, what: str, names: Iterable[str], known: Iterable[str]
) -> Iterator[Problem]:
    for name in sorted(set(names) - set(known)):
        mend = f"correct the id, or add it to the {what}s"
        yield problem(content, kind, key, f"{what} {name!r} does not exist", mend)


def _sources(content: Content) -> Iterator[Problem]:
    named = {(kind, key): item.sources for kind, key, item in sourced(content) if kind != "partnerships"}
    for kind in ("tiers", "routes", "roles", "out_of_scope", "anchors"):
        named |= {(kind, key): item.sources for key, item in getattr(content, kind).items()}
    named |= {("wording", key): names for key, names in content.wording_sources.items()}
    for key in content.partnerships:
        named["partnerships", key] = tuple(
            name for _, owner, item in sourced(content) if owner == key for name in item.sources
        )
    for (kind, key), names in named.items():
        yield from _missing(content, kind, key, "source", names, content.sources)


def _between_items(content: Content) -> Iterator[Problem]:
    topics = {indicator.topic for indicator in content.indicators.values()}
    for key, indicator in content.indicators.items():
        yield from _missing(content, "indicators", key, "question", indicator.questions, content.questions)
        yield from _missing(content, "indicators", key, "pathway", indicator.pathways, content.pathways)
        yield from _missing(content, "indicators", key, "topic", indicator.also, content.topics)
    yield from _meaning_more(content, topics)
    yield from _guessed_danger(content)
    yield from _guides(content, topics)
    for key, question in content.questions.items():
        for option in question.options:
            known = (
                ("indicator", option.adds, content.indicators),
                ("vulnerability", option.vulnerabilities, content.vulnerabilities),
            )
            for what, names, items in known:
                yield from _missing(content, "questions", key, what, names, items)
    said = {*content.indicators, *content.protective}
    for key in content.more_examples:
        yield from _missing(content, "more_examples", key, "indicator", [key], said)
    for key, vulnerability in content.vulnerabilities.items():
        yield from _missing(content, "vulnerabilities", key, "topic", vulnerability.raises_with, topics)
    contacts = {*content.contacts}
    contacts.update(one.id for area in content.partnerships.values() for one in area.contacts)
    for key, pathway in content.pathways.items():
        yield from _missing(content, "pathways", key, "topic", pathway.topics, topics)
        yield from _missing(content, "pathways", key, "timescale", pathway.timescales, content.timescales)
        yield from _missing(content, "pathways", key, "contact", pathway.contacts, contacts)
    for key, prompt in content.prompts.items():
        yield from _missing(content, "prompts", key, "topic", prompt.topics, topics)
        yield from _missing(content, "prompts", key, "role", prompt.roles, content.roles)
        names = prompt.vulnerabilities
        yield from _missing(content, "prompts", key, "vulnerability", names, content.vulnerabilities)
    for key, clock in content.timescales.items():
        areas = filter(None, [clock.area])
        yield from _missing(content, "timescales", key, "area", areas, content.partnerships)
        events = (*clock.anchors, *filter(None, [clock.leads_to]))
        yield from _missing(content, "timescales", key, "anchor", events, content.anchors)


def _meaning_more(content: Content, topics: set[str]) -> Iterator[Problem]:
    """What ages, combinations and modifiers name."""
    for key in content.at_ages:
        yield from _missing(content, "at_ages", key, "indicator", [key], content.indicators)
    for key, combination in content.combinations.items():
        for part in combination.parts:
            for what, names, known in (
                ("topic", part.topics, topics),
                ("indicator", part.indicators, content.indicators),
                ("vulnerability", part.vulnerabilities, content.vulnerabilities),
            ):
                yield from _missing(content, "combinations", key, what, names, known)
    doers = {
        *content.questions,
        *content.vulnerabilities,
        *content.rules,
        *content.intake,
        *content.combinations,
    }
    for key, modifier in content.modifiers.items():
        what = "question, vulnerability or rule"
        yield from _missing(content, "modifiers", key, what, modifier.done_by, doers)


def _guessed_danger(content: Content) -> Iterator[Problem]:
    """Danger that is only guessed has to be asked about, in these answers."""
    asked = content.intake.get("in_danger")
    if asked is None or {one.id for one in asked.options} != {"somebody", "nobody"}:
        message = "the question 'in_danger' with the answers 'somebody' and 'nobody' is missing"
        yield Problem("data/guidance/intake", 1, message, "add it: danger that is guessed leads there")


def _guides(content: Content, topics: set[str]) -> Iterator[Problem]:
    """What guides ask and what their parts depend on. A challenge always has one."""
    if REQUIRED_GUIDE not in content.guides:
        message = f"the guide {REQUIRED_GUIDE!r} is missing"
        yield Problem("data/guidance/guides", 1, message, "add it: a disputed decision leads there")
    groups = {role.group for role in content.roles.values()}
    for key, guide in content.guides.items():
        yield from _missing(content, "guides", key, "question", guide.questions, content.intake)
        parts: tuple[Advice | DraftPart | ComeBack, ...] = (
            *guide.advice,
            *guide.draft.parts,
            *guide.come_back,
        )
        for part in parts:
            yield from _depends(content, key, part.when, topics, groups)


def _depends(content: Content, key: str, when: When, topics: set[str], groups: set[str]) -> Iterator[Problem]:
    """What one part of a guide depends on."""
    for what, names, known in (
        ("topic", when.topics, topics),
        ("group of roles", when.roles, groups),
        ("area", when.areas, content.partnerships),
        ("question", when.answers, content.intake),
    ):
        yield from _missing(content, "guides", key, what, names, known)
    for question, values in when.answers.items():
        offered = [one.id for one in content.intake[question].options] if question in content.intake else []
        if offered:
            what = f"answer to {question}"
            yield from _missing(content, "guides", key, what, values, [*offered, UNKNOWN])


def _placeholders(content: Content) -> Iterator[Problem]:
    for shown in shown_texts(content):
        for name, contact in _PLACEHOLDER.findall(shown.text):
            if name == "contact" and contact not in content.contacts:
                message = f"contact {contact!r} does not exist"
                yield problem(content, shown.kind, shown.key, message, "correct the id")
            elif shown.kind == "guides" and name in _IN_GUIDES:
                if name == "answer" and contact not in content.intake:
                    message = f"question {contact!r} does not exist"
                    yield problem(content, shown.kind, shown.key, message, "correct the id")
            elif shown.kind != "wording" and name not in _ANYWHERE:
                message = f"nothing fills {{{name}}} here"
                mend = f"use one of {', '.join(sorted(_ANYWHERE))}"
                yield problem(content, shown.kind, shown.key, message, mend)


def partnerships(content: Content) -> Iterator[Problem]:
    """Doors that are no contacts, contacts written twice, and signs that an area would lower."""
    for key, area in content.partnerships.items():
        ids = [contact.id for contact in area.contacts]
        doors = [area.front_door, area.out_of_hours, area.early_help, area.lado]
        doors += [contact.instead for contact in area.contacts if contact.instead]
        for name in sorted(set(doors) - {*ids, *content.contacts}):
            message = f"contact {name!r} does not exist"
            yield problem(content, "partnerships", key, message, "add it under contacts")
        for name in sorted({name for name in ids if ids.count(name) > 1}):
            yield problem(content, "partnerships", key, f"contact {name!r} is there twice", "delete one")
        yield from _raises(content, key)


def _raises(content: Content, key: str) -> Iterator[Problem]:
    """A partnership may raise, never lower or remove (design rule 15)."""
    for change in content.partnerships[key].raises:
        indicator = content.indicators.get(change.indicator)
        if indicator is None:
            message = f"raises {change.indicator!r}, which does not exist"
            yield problem(content, "partnerships", key, message, "correct the id")
            continue
        lowers_tier = change.tier is not None and change.tier.rank < indicator.tier.rank
        urgency = indicator.urgency or Urgency.ROUTINE
        lowers_urgency = change.urgency is not None and change.urgency.rank > urgency.rank
        if lowers_tier or lowers_urgency:
            mend = "a partnership can only raise; delete this"
            yield problem(content, "partnerships", key, f"would lower {change.indicator!r}", mend)
