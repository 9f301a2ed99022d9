"""What a turn says → the case after it. Pure; nothing is said here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.content.load import Content
from bot.content.model import Domain, Indicator, Tier
from bot.dialogue.case import GUESSED, UNKNOWN, Case
from bot.dialogue.facts import IN_DANGER
from bot.dialogue.steps import REOPENED, TELL, TOPICS, Step
from bot.reading import Facts, Mention, Reading, Status
from bot.reading.naming import METHOD as MEANING

_PROPOSED = {
    Status.PRESENT: "present",
    Status.HYPOTHETICAL: "hypothetical",
    Status.PAST: "past",
    Status.DENIED: "denied",
}
_PARENTS = {"agreed": "agree", "refused": "refuse", "not_asked": "not_told"}


def understand(case: Case, reading: Reading, content: Content) -> Case:
    """The case with what a free text says: proposed concerns, and facts not asked again.

    Text only proposes (rule 16). Concerns read after the tick list join the ticked ones,
    and the reply shows them. One that was left unticked stays so when it is told again, unless it is a
    red flag, or was over and happens again.
    """
    known = {one.indicator for one in case.proposals}
    over = {one.indicator for one in case.proposals if one.status == "past"}
    proposals = [
        (mention.indicator, status)
        for mention in reading.mentions
        if (status := _proposed(mention, content))
        and not content.is_everyday(content.indicators[mention.indicator])
    ]
    named = {mention.indicator for mention in reading.mentions if mention.method != MEANING}
    after = case.with_proposals(proposals, guessed={key for key, _ in proposals} - named)
    ticked = case.values("concerns")
    if ticked is not None:
        new = [
            key
            for key, status in proposals
            if (status == "present" and (content.indicators[key].red_flag or key in over))
            or (status in ("present", "hypothetical") and key not in known)
        ]
        after = after.with_answer("concerns", dict.fromkeys((*ticked, *new)))
    return _with_facts(after, reading.facts)


def _proposed(mention: Mention, content: Content) -> str | None:
    """The status to propose; what a parent lived through as a child is past, where that is the sign."""
    if mention.status is Status.FAMILY_HISTORY and _is_parents_own_past(
        content.indicators[mention.indicator]
    ):
        return "past"
    return _PROPOSED.get(mention.status)


def _is_parents_own_past(indicator: Indicator) -> bool:
    """A sign about what a parent lived through; what is worse than early help is about a child."""
    return (
        indicator.domain is Domain.FAMILY_ENVIRONMENT
        and indicator.matters_when_past
        and indicator.tier is Tier.EARLY_HELP_SINGLE
    )


def _with_facts(case: Case, facts: Facts) -> Case:
    """Facts of the case fill what has no answer yet; a choice already made stands.

    Danger that was guessed and taken back is asked about again when it is guessed again.
    """
    if facts.danger_guessed and case.value(IN_DANGER) == "nobody":
        shown = tuple(tag for tag in case.shown if tag != REOPENED + IN_DANGER)
        case = replace(case.without((IN_DANGER,)), shown=shown)
    found: dict[str, str | None] = {
        "home": "outside_england" if facts.outside_england else facts.area,
        "age": facts.age_band.value if facts.age_band else None,
        "role": facts.role,
        "open_to": "nobody" if facts.open_to == "none" else facts.open_to,
        "parents": _PARENTS.get(facts.consent or ""),
        "tried": facts.tried,
        "other_children": "yes" if facts.other_children else None,
        "disagreement": "yes" if facts.disagreement else None,
        "danger": (GUESSED if facts.danger_guessed else "yes") if facts.danger else None,
        "unsure": "yes" if facts.unsure else None,
    }
    for question, value in found.items():
        known = case.value(question)
        if value not in (None, known) and known in (None, UNKNOWN, GUESSED):
            case = case.with_answer(question, (value,))
    for question, values in (
        ("vulnerabilities", facts.vulnerabilities),
        ("strengths_read", facts.protective),
    ):
        if values:
            case = case.with_answer(question, dict.fromkeys((*(case.values(question) or ()), *values)))
    return case


def answer(case: Case, step: Step, values: Mapping[str, Iterable[str]], content: Content) -> Case:
    """The case with the answers to one step. A question of the step left out counts as not known."""
    for question in step.questions:
        given = tuple(values.get(question, ())) or _nothing_for(question)
        case = case.with_answer(question, given)
        case = _consequences(case, question, given, content)
    return case


def _nothing_for(question: str) -> tuple[str, ...]:
    return () if question in ("concerns", "uncertain", "strengths", "topics") else (UNKNOWN,)


def _consequences(case: Case, question: str, values: tuple[str, ...], content: Content) -> Case:
    """What an answer implies beyond itself."""
    if question == "opening" and values[0] in ("danger", "they_said_no"):
        return case.with_answer({"danger": "danger", "they_said_no": "disagreement"}[values[0]], ("yes",))
    if question == TELL:
        if values[0] in {domain.value for domain in Domain}:
            return case.without([TELL]).with_answer("domain", values)
        return case.with_answer("unsure", ("yes",))
    if question == TOPICS:
        return _with_topics(case, values, content)
    if question in ("concerns", "uncertain"):
        return case.with_ticked(values)
    return case


def _with_topics(case: Case, topics: tuple[str, ...], content: Content) -> Case:
    """The signs of the picked topics become a list to tick; with no topic, the list is offered again."""
    domain = case.value("domain")
    listed = [
        (indicator.id, "listed")
        for indicator in content.indicators.values()
        if indicator.topic in topics
        and indicator.domain.value == domain
        and not content.is_everyday(indicator)
    ]
    case = case.without([TOPICS, "domain"]) if not listed else case
    return case.with_proposals(listed)


def back(case: Case) -> Case:
    """The case before its last answers: everything given or read in that turn is gone."""
    turns = [one.turn for one in case.answers] + [one.turn for one in case.proposals]
    if not turns:
        return case
    last = max(turns)
    return replace(
        case,
        answers=tuple(one for one in case.answers if one.turn != last),
        proposals=tuple(one for one in case.proposals if one.turn != last),
    )
