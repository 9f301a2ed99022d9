"""Channel-neutral messages. Each channel renders them; none of them knows a channel.

``to_dict`` gives the JSON that travels in Rasa's ``custom`` payload: the message's fields and
its ``kind``. ``bot.dialogue.plain.to_text`` renders any of them for a channel without better.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Option:
    """Something the practitioner can choose. ``value`` comes back with the choice."""

    value: str
    label: str
    hint: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str
    kind = "text"


@dataclass(frozen=True)
class Unanswered(Text):
    """Says that a question is kept for those who could write its answer. ``area`` is empty if not known."""

    area: str = ""


@dataclass(frozen=True)
class Alert:
    """Something to do before anything else, such as ringing 999."""

    heading: str
    text: str
    kind = "alert"


@dataclass(frozen=True)
class Choices:
    """One question with one answer. ``turn`` makes an old button recognisable."""

    question: str
    turn: int
    text: str
    options: tuple[Option, ...]
    hint: str = ""
    kind = "choices"


@dataclass(frozen=True)
class FormField:
    """One question of a form. ``many`` lets several options be ticked."""

    id: str
    text: str
    options: tuple[Option, ...]
    many: bool = False
    hint: str = ""
    kind = "field"


@dataclass(frozen=True)
class Form:
    """Several questions answered in one turn; fields left empty count as not known."""

    question: str
    turn: int
    text: str
    fields: tuple[FormField, ...]
    submit: str
    hint: str = ""
    kind = "form"


@dataclass(frozen=True)
class Steps:
    """Things to do, in order. ``items`` are (what, when) pairs; ``when`` may be empty."""

    items: tuple[tuple[str, str], ...]
    kind = "steps"


@dataclass(frozen=True)
class Bullets:
    """A plain list."""

    items: tuple[str, ...]
    kind = "bullets"


@dataclass(frozen=True)
class Facts:
    """Label and value pairs."""

    items: tuple[tuple[str, str], ...]
    kind = "facts"


@dataclass(frozen=True)
class ContactLine:
    """One contact as it stands at this moment. ``tel`` is empty when no number is known."""

    name: str
    purpose: str
    phone: str = ""
    tel: str = ""
    email: str = ""
    url: str = ""
    availability: str = ""
    open_now: bool | None = None
    certainty: str = ""
    kind = "contact"


@dataclass(frozen=True)
class Contacts:
    """Whom to ring, best first."""

    items: tuple[ContactLine, ...]
    kind = "contacts"


@dataclass(frozen=True)
class Reason:
    """One reason, with where it comes from."""

    text: str
    source: str
    certainty: str = ""
    kind = "reason"


@dataclass(frozen=True)
class Reasons:
    """Why, each with its source."""

    items: tuple[Reason, ...]
    kind = "reasons"


@dataclass(frozen=True)
class DateLine:
    """One date of the process: ``iso`` is its day or moment, ``state`` the machine's word for ``status``."""

    what: str
    due: str
    iso: str
    state: str
    status: str
    rule: str
    source: str
    certainty: str = ""
    note: str = ""
    kind = "date"


@dataclass(frozen=True)
class Link:
    """A page or file of this server."""

    label: str
    url: str
    kind = "link"


@dataclass(frozen=True)
class Certificate(Link):
    """The page that makes a certificate of the exercises ``done``, with an edition of the content.

    ``done`` holds id, minutes and day (ISO) of each. Whoever sends this to a channel adds a signed token to
    the address, so that it can state nothing else.
    """

    done: tuple[tuple[str, int, str], ...] = ()
    edition: str = ""


@dataclass(frozen=True)
class Dates:
    """Dates that follow from one event: a table with its caption and the headings of its four columns.

    ``summary`` stands above it, ``notes`` and ``links`` below.
    """

    caption: str
    summary: tuple[str, ...]
    columns: tuple[str, ...]
    items: tuple[DateLine, ...]
    notes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    kind = "dates"


@dataclass(frozen=True)
class WhatIf:
    """A question that is still open, and what the suggestion would be with each answer to it."""

    ask: str
    options: tuple[tuple[str, str], ...]
    kind = "what_if"


@dataclass(frozen=True)
class Draft:
    """A text to copy, with open places in square brackets.

    ``copy`` names the button, ``copied`` says that it is done.
    """

    title: str
    text: str
    note: str
    copy: str
    copied: str
    kind = "draft"


Block: TypeAlias = Text | Alert | Steps | Bullets | Facts | Contacts | Reasons | WhatIf


@dataclass(frozen=True)
class Section:
    """A headed part of an answer. ``folded`` parts may be shown closed where a channel can."""

    id: str
    heading: str
    blocks: tuple[Block, ...]
    folded: bool = False
    kind = "section"


@dataclass(frozen=True)
class Answer:
    """The guidance: what to do first, then headed sections."""

    heading: str
    lead: str
    sections: tuple[Section, ...]
    red_flag: bool = False
    kind = "answer"


Message: TypeAlias = (
    Text
    | Alert
    | Choices
    | Form
    | Steps
    | Bullets
    | Facts
    | Contacts
    | Reasons
    | Dates
    | Link
    | Draft
    | Section
    | Answer
)


def to_dict(message: Any) -> Any:
    """A message as JSON-safe data: its fields, and its ``kind``."""
    if is_dataclass(message) and not isinstance(message, type):
        data = {item.name: to_dict(getattr(message, item.name)) for item in fields(message)}
        if hasattr(message, "kind"):
            data["kind"] = message.kind
        return data
    if isinstance(message, (tuple, list)):
        return [to_dict(part) for part in message]
    return message
