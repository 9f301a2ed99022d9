"""What the conversation asks and explains, and who it is with."""

from __future__ import annotations

from bot.content.model.base import Entry, Sourced


class Role(Entry):
    """Who is asking, and what advice differs for them."""

    id: str
    label: str
    group: str
    safeguarding_lead: str
    signs: tuple[str, ...] = ()
    fgm_duty: bool = False
    lines: dict[str, tuple[str, ...]] = {}
    sources: tuple[str, ...] = ()


class GlossaryTerm(Sourced):
    """A word or abbreviation of the field, in plain words.

    ``term`` holds the abbreviation and what it stands for where there is one: "LADO (local
    authority designated officer)".
    """

    id: str
    term: str
    meaning: str


class IntakeOption(Entry):
    """A choice in the conversation."""

    id: str
    label: str
    hint: str | None = None
    signs: tuple[str, ...] = ()


class IntakeQuestion(Entry):
    """A question that every conversation may ask, in the bot's words."""

    id: str
    ask: str
    why: str
    hint: str | None = None
    many: bool = False
    free_text: bool = False
    options: tuple[IntakeOption, ...] = ()
