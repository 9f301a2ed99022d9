"""Every text that a practitioner can read, and where it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from bot.content.load import Content

# kind → the fields that are shown; signs, examples and notes to authors are not
SHOWN: Mapping[str, tuple[str, ...]] = {
    "tiers": ("name", "meaning"),
    "topics": ("name",),
    "indicators": ("statement",),
    "at_ages": ("ages",),
    "combinations": ("title", "text"),
    "modifiers": ("text",),
    "questions": ("ask", "why", "options.label"),
    "families": ("ask", "answer"),
    "out_of_scope": ("answer",),
    "vulnerabilities": ("label", "prompt"),
    "protective": ("statement",),
    "pathways": (
        "title",
        "summary",
        "who_acts",
        "steps.text",
        "consent",
        "say_to_child",
        "say_to_parents",
        "do_not",
        "have_ready",
        "law_in_motion",
    ),
    "anchors": ("label", "note"),
    "timescales": ("event", "text", "label", "note"),
    "prompts": ("text",),
    "roles": ("label", "safeguarding_lead", "lines"),
    "routes": ("label", "heading", "lead", "steps.text"),
    "contacts": ("name", "purpose", "when_closed", "note"),
    "rules": ("text",),
    "guides": (
        "label",
        "hint",
        "advice.heading",
        "advice.lines",
        "draft.title",
        "draft.parts.heading",
        "draft.parts.lines",
    ),
    "intake": ("ask", "why", "hint", "options.label", "options.hint"),
    "glossary": ("term", "meaning"),
    "partnerships": (
        "threshold_document.name",
        "threshold_document.note",
        "levels.name",
        "levels.lead_response",
        "levels.note",
        "contacts.name",
        "contacts.purpose",
        "contacts.when_closed",
        "contacts.note",
        "consent.text",
        "referral.text",
        "escalation.procedure",
        "escalation.known.text",
        "escalation.not_known",
        "services.text",
        "standards.text",
        "raises.statement",
        "open_questions",
    ),
}


@dataclass(frozen=True)
class Shown:
    """One text as it is shown: its kind, the id of the item it belongs to, and its field.

    ``sources`` are those of the item or of the part of it that says the text; empty if it names none.
    """

    kind: str
    key: str
    field: str
    text: str
    sources: tuple[str, ...] = ()


def shown_texts(content: Content) -> Iterator[Shown]:
    """Every text shown, kind by kind."""
    for kind, fields in SHOWN.items():
        for key, item in getattr(content, kind).items():
            for field in fields:
                for text, sources in _follow(item, field.split("."), ()):
                    yield Shown(kind, key, field, text, sources)
    for key, text in content.wording.items():
        yield Shown("wording", key, "text", text, content.wording_sources.get(key, ()))


def _follow(
    value: object, path: list[str], sources: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The texts below ``value`` along ``path``, each with the nearest sources."""
    if value is None:
        return
    if isinstance(value, str):
        yield value, sources
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _follow(one, path, sources)
    elif isinstance(value, tuple):
        for one in value:
            yield from _follow(one, path, sources)
    elif isinstance(value, BaseModel):
        nearest = getattr(value, "sources", ()) or sources
        yield from _follow(getattr(value, path[0]), path[1:], nearest)
