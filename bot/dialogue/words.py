"""Sentences from content, with their placeholders filled."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.content.area import ELSEWHERE, Area
from bot.content.load import Content
from bot.content.model import Certainty, Contact, Role

_PLACEHOLDER = re.compile(r"\{([a-z_]+)(?::([a-z0-9_]+))?\}")


def fill(text: str, values: Mapping[str, str], contacts: Mapping[str, Contact]) -> str:
    """Replace ``{name}`` from values and ``{contact:id}`` by that contact's name and number.

    Raises KeyError for a placeholder that nothing fills; ``guidance check`` finds those.
    """

    def replacement(match: re.Match[str]) -> str:
        name, contact_id = match.groups()
        if name == "contact":
            return contact_name(contacts[contact_id])
        return values[name]

    return _PLACEHOLDER.sub(replacement, text)


def contact_name(contact: Contact) -> str:
    """A contact in a sentence: its name, and its number or, where none is known, its email address."""
    name = contact.name
    if name.startswith(("The ", "That ", "Out-of-hours ")):
        name = name[0].lower() + name[1:]
    if name.startswith("out-of-hours "):
        name = f"the {name}"
    how = contact.phone or contact.email
    return f"{name}, {how}" if how else name


class Voice:
    """Says content's sentences for one area and role."""

    def __init__(self, area: Area, role_id: str | None, front_door: str | None = None) -> None:
        """``front_door`` replaces the front door's name and number, as when it is closed."""
        self.area = area
        self.content: Content = area.content
        self.role: Role = self.content.roles.get(role_id or "other", self.content.roles["other"])
        partnership = area.partnership
        self._values = {
            "area": self.content.wording["your_area"] if partnership.id == ELSEWHERE else partnership.name,
            "partnership": partnership.partnership,
            "threshold_document": partnership.threshold_document.name,
            "front_door": front_door or contact_name(partnership.contact(partnership.front_door)),
            "front_door_name": partnership.contact(partnership.front_door).name,
            "out_of_hours": contact_name(partnership.contact(partnership.out_of_hours)),
            "early_help": contact_name(partnership.contact(partnership.early_help)),
            "lado": contact_name(partnership.contact(partnership.lado)),
            "safeguarding_lead": self.role.safeguarding_lead,
        }

    def say(self, key: str, **values: str) -> str:
        """The wording with this key."""
        return self.fill(self.content.wording[key], **values)

    def fill(self, text: str, **values: str) -> str:
        """Any content text with its placeholders filled."""
        return fill(text, {**self._values, **values}, self.area.contacts)

    def certainty(self, certainty: Certainty) -> str:
        """How sure a fact is, in words; nothing is added to a fact that was seen."""
        return "" if certainty is Certainty.SEEN else self.say(f"certainty_{certainty.value}")

    def sources(self, source_ids: tuple[str, ...]) -> str:
        """Where a fact comes from: titles and dates."""
        return "; ".join(
            f"{source.title}, {source.date}"
            for source in (self.content.sources[source_id] for source_id in source_ids)
        )
