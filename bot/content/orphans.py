"""What nothing uses or reaches, so that nobody maintains text that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

from bot.content.load import Content, Problem
from bot.content.problem import problem, sourced

# pathways that the decision brings by status, tier or a challenge, whatever the signs
_BY_RULE = frozenset("challenge early_help looked_after universal unsure".split())


def orphans(content: Content) -> Iterator[Problem]:
    """Sources, questions, vulnerabilities, strengths, pathways, prompts and events that are never met."""
    yield from _sources(content)
    yield from _questions(content)
    yield from _about_the_child(content)
    yield from _pathways(content)
    yield from _prompts(content)
    yield from _anchors(content)


def _sources(content: Content) -> Iterator[Problem]:
    used = {name for _, _, item in sourced(content) for name in item.sources}
    used.update(name for names in content.wording_sources.values() for name in names)
    for kind in ("tiers", "routes", "roles", "out_of_scope", "anchors"):
        used.update(name for item in getattr(content, kind).values() for name in item.sources)
    for key in content.sources.keys() - used:
        yield problem(content, "sources", key, "nothing rests on this source", "name it, or delete it")


def _questions(content: Content) -> Iterator[Problem]:
    asked = {name for indicator in content.indicators.values() for name in indicator.questions}
    for key in content.questions.keys() - asked:
        mend = "name it under an indicator's questions, or delete it"
        yield problem(content, "questions", key, "no indicator asks this question", mend)


def _about_the_child(content: Content) -> Iterator[Problem]:
    added = {
        name
        for question in content.questions.values()
        for option in question.options
        for name in option.vulnerabilities
    }
    mend = "add signs, or delete it"
    for key, vulnerability in content.vulnerabilities.items():
        if not vulnerability.signs and key not in added:
            yield problem(content, "vulnerabilities", key, "no sign or answer reaches it", mend)
        elif not vulnerability.raises_with and not vulnerability.prompt:
            yield problem(content, "vulnerabilities", key, "it changes and says nothing", "add a prompt")
    for key, strength in content.protective.items():
        if not strength.signs and not strength.offered:
            yield problem(content, "protective", key, "it is never offered or read", mend)


def _pathways(content: Content) -> Iterator[Problem]:
    named = {name for indicator in content.indicators.values() for name in indicator.pathways}
    by_topic = {one.topic for one in content.indicators.values() if not one.pathways}
    for key, pathway in content.pathways.items():
        if key not in named | _BY_RULE and by_topic.isdisjoint(pathway.topics):
            mend = "give it the topic of an indicator, name it under an indicator's pathways, or delete it"
            yield problem(content, "pathways", key, "no indicator leads to it", mend)


def _prompts(content: Content) -> Iterator[Problem]:
    """References are checked elsewhere; a prompt may still wait for a status that nobody can give."""
    asked = content.intake.get("open_to")
    statuses = {option.id for option in asked.options} if asked else set()
    for key, prompt in content.prompts.items():
        for status in sorted(set(prompt.open_to) - statuses):
            message = f"waits for the status {status!r}, which no answer gives"
            yield problem(
                content, "prompts", key, message, "use an option of open_to in data/guidance/intake"
            )


def _anchors(content: Content) -> Iterator[Problem]:
    started = {name for clock in content.timescales.values() for name in clock.anchors}
    for key in content.anchors.keys() - started:
        yield problem(
            content, "anchors", key, "no clock starts with it", "name it in a timescale, or delete it"
        )
