"""A partnership: its levels, its documents, and whom to ring when."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from pydantic import root_validator, validator

from bot.content.model.base import Entry, Fact, SignOff, Sourced
from bot.content.model.terms import TIERS, Certainty, Tier, Urgency


class Opening(Entry):
    """Opening and closing time on one weekday, local time."""

    opens: time
    closes: time


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Contact(Sourced):
    """Whom to ring. ``hours`` absent means that nobody has found the opening hours.

    ``when_closed`` says what to do when nobody answers, ``instead`` names the contact to ring.
    """

    id: str
    name: str
    purpose: str
    phone: str | None = None
    email: str | None = None
    url: str | None = None
    always_open: bool = False
    hours: dict[str, Opening] | None = None
    when_closed: str | None = None
    instead: str | None = None
    checked_on: date | None = None
    owner_role: str | None = None
    check_with: str | None = None
    note: str | None = None

    @validator("hours")
    def _known_weekdays(cls, hours: dict[str, Opening] | None) -> dict[str, Opening] | None:
        unknown = set(hours or ()) - set(WEEKDAYS)
        if unknown:
            raise ValueError(f"unknown weekday {sorted(unknown)}; use {', '.join(WEEKDAYS)}")
        return hours

    @root_validator(skip_on_failure=True)
    def _uncertain_numbers_name_a_check(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values["certainty"] is not Certainty.SEEN and not values["check_with"]:
            raise ValueError("a contact that is not certain needs check_with (whom to check with)")
        return values


class LocalLevel(Sourced):
    """What a tier is called here. A number never appears without the area."""

    name: str
    number: str | None = None
    lead_response: str
    note: str | None = None


class Escalation(Sourced):
    """How to challenge a decision here: what is known, and what is not."""

    procedure: str
    url: str | None = None
    known: tuple[Fact, ...] = ()
    not_known: tuple[str, ...] = ()


class ThresholdDocument(Sourced):
    """The partnership's own document."""

    name: str
    url: str | None = None
    note: str | None = None


class Raise(Sourced):
    """A partnership may raise an indicator; it can never lower or remove one."""

    indicator: str
    tier: Tier | None = None
    urgency: Urgency | None = None
    statement: str | None = None


class Partnership(Entry):
    """One area's names, doors and procedures."""

    id: str
    name: str
    partnership: str
    aliases: tuple[str, ...] = ()
    threshold_document: ThresholdDocument
    signed_off: SignOff | None = None
    levels: dict[Tier, LocalLevel]
    contacts: tuple[Contact, ...]
    front_door: str
    out_of_hours: str
    early_help: str
    lado: str
    consent: tuple[Fact, ...]
    referral: tuple[Fact, ...] = ()
    escalation: Escalation
    services: tuple[Fact, ...] = ()
    standards: tuple[Fact, ...] = ()
    raises: tuple[Raise, ...] = ()
    open_questions: tuple[str, ...] = ()

    @validator("levels")
    def _every_tier_has_a_level(cls, levels: dict[Tier, LocalLevel]) -> dict[Tier, LocalLevel]:
        missing = [tier.value for tier in TIERS if tier not in levels]
        if missing:
            raise ValueError(f"no local level for {', '.join(missing)}; say so if it is unknown")
        return levels

    def contact(self, contact_id: str) -> Contact:
        """The contact with this id. Raises KeyError if there is none."""
        for contact in self.contacts:
            if contact.id == contact_id:
                return contact
        raise KeyError(contact_id)
