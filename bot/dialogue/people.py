"""The parts of an answer about people: whom to ring, the child, the parents, sharing."""

from __future__ import annotations

import re

from bot.content.model import AgeBand, Certainty, Contact, Pathway, Route, Tier, Urgency
from bot.dialogue.message import Block, Bullets, ContactLine, Contacts, Section, Text
from bot.dialogue.words import Voice
from bot.guidance import Availability, ContactNow, Guidance

_TOO_YOUNG_FOR_WORDS = (AgeBand.UNBORN, AgeBand.UNDER_1)
_AT_ONCE = (Urgency.NOW, Urgency.TODAY)
_CAN_WAIT = (None, Route.EARLY_HELP, Route.UNIVERSAL)
_PATHWAYS_SHOWN = 2
_LINES_SHOWN = 3
_WARNINGS_SHOWN = 5


def ring(guidance: Guidance, voice: Voice) -> Section:
    """Whom to ring, best first, as things stand now, and what to do if nobody answers."""
    lines = Contacts(tuple(contact_line(one, voice) for one in rung(guidance)))
    at_once = guidance.urgency in _AT_ONCE
    blocks: tuple[Block, ...] = (lines, Text(voice.say("nobody_answers"))) if at_once else (lines,)
    return Section("ring", voice.say("heading_ring"), blocks)


def rung(guidance: Guidance) -> tuple[ContactNow, ...]:
    """The contacts to show, best first: each number once, and those for nights only where it is urgent."""
    by_number = {one.contact.phone or one.contact.id: one for one in reversed(guidance.contacts)}
    once = tuple(one for one in guidance.contacts if one in by_number.values())
    if guidance.urgency in _AT_ONCE:
        return once
    can_wait = (guidance.area.partnership.out_of_hours, "police_101")
    return tuple(one for one in once if one.contact.id not in can_wait)


def contact_line(one: ContactNow, voice: Voice) -> ContactLine:
    """A contact with whether it is open now and how sure its details are."""
    contact = one.contact
    return ContactLine(
        name=contact.name,
        purpose=contact.purpose,
        phone=contact.phone or "",
        tel=telephone_link(contact.phone),
        email=contact.email or "",
        url=contact.url or "",
        availability=_availability(one, voice),
        open_now={Availability.OPEN: True, Availability.CLOSED: False}.get(one.availability),
        certainty=_contact_certainty(contact, voice),
    )


def telephone_link(phone: str | None) -> str:
    """The number as a ``tel:`` link, or nothing where none is known."""
    digits = re.sub(r"\D", "", phone or "")
    return f"tel:{digits}" if digits else ""


def _availability(one: ContactNow, voice: Voice) -> str:
    """Open, closed or not known, and what to do when nobody answers."""
    contact = one.contact
    if contact.always_open:
        return voice.say("open_always")
    if not (contact.phone or contact.email):
        return ""
    state = voice.say(f"open_{one.availability.value}")
    instead = contact.when_closed or ""
    if one.availability is Availability.UNKNOWN and contact.id == voice.area.partnership.out_of_hours:
        return instead
    if one.availability is Availability.OPEN or not instead:
        return state
    if one.availability is Availability.UNKNOWN and not instead.startswith("If "):
        instead = voice.say("if_closed", instead=instead)
    return f"{state} {instead}"


def _contact_certainty(contact: Contact, voice: Voice) -> str:
    """What is unsure, and whom to check with. An unverified number never stands alone."""
    parts = [contact.note or ""]
    if contact.certainty is not Certainty.SEEN:
        parts.append(voice.say(f"contact_{contact.certainty.value}", check_with=contact.check_with or ""))
    elif contact.checked_on:
        parts.append(voice.say("checked_on", date=f"{contact.checked_on:%-d %B %Y}"))
    return " ".join(filter(None, parts))


def fitting_pathways(guidance: Guidance) -> tuple[Pathway, ...]:
    """The pathways to speak from. Beside danger or significant harm, none of help that can wait."""
    if guidance.urgency is not Urgency.NOW and guidance.tier is not Tier.CHILD_PROTECTION:
        return guidance.pathways
    return tuple(one for one in guidance.pathways if one.first_door not in _CAN_WAIT)


def child_and_parents(guidance: Guidance, voice: Voice) -> tuple[Section, ...]:
    """Words for the child and for the parents, and what not to do; from the leading pathways."""
    leading = fitting_pathways(guidance)[:_PATHWAYS_SHOWN]
    child = _lines([line for pathway in leading for line in pathway.say_to_child], voice)
    too_young = guidance.situation.age in _TOO_YOUNG_FOR_WORDS
    parents = _lines([line for pathway in leading for line in pathway.say_to_parents], voice)
    at_once = guidance.urgency in _AT_ONCE
    not_safe = guidance.sharing.openness == "openness_not_safe"
    do_not = tuple(dict.fromkeys(voice.fill(line) for pathway in leading for line in pathway.do_not))[
        :_WARNINGS_SHOWN
    ]
    sections = []
    if not child and at_once:
        child = (voice.say("say_child_now"),)
    if child and not too_young:
        sections.append(Section("child", voice.say("heading_child"), (Bullets(child),)))
    if parents and not not_safe:
        sections.append(Section("parents", voice.say("heading_parents"), (Bullets(parents),)))
    if do_not:
        sections.append(Section("do_not", voice.say("heading_do_not"), (Bullets(do_not),)))
    if at_once:
        moments = tuple(voice.say(key) for key in ("parent_at_gate", "reasonable_care", "nobody_rang_back"))
        sections.append(Section("moments", voice.say("heading_moments"), (Bullets(moments),), folded=True))
    return tuple(sections)


def _lines(lines: list[str], voice: Voice) -> tuple[str, ...]:
    return tuple(dict.fromkeys(voice.fill(line) for line in lines))[:_LINES_SHOWN]


def sharing(guidance: Guidance, voice: Voice) -> tuple[Section, ...]:
    """The three answers about sharing; then worries and the area's words."""
    local = tuple(
        " ".join(filter(None, (fact.text, voice.certainty(fact.certainty))))
        for fact in voice.area.partnership.consent
    )
    items = sharing_words(guidance, voice)
    statutory = guidance.urgency is Urgency.NOW or guidance.tier.rank >= Tier.CHILD_IN_NEED.rank
    worries = ("myth_consent", "myth_proof", "myth_manager") if statutory else ("relationship_worry",)
    heading = "heading_sharing_more" if statutory else "heading_relationship"
    more: list[Block] = [Text(voice.say(key)) for key in worries]
    if local:
        more += [Text(voice.say("local_consent")), Bullets(local)]
    return (
        Section("sharing", voice.say("heading_sharing"), (Bullets(items),)),
        Section("sharing_more", voice.say(heading), tuple(more), folded=True),
    )


def sharing_words(guidance: Guidance, voice: Voice) -> tuple[str, str, str]:
    """Sharing, openness and consent to a service: three things, each answered (rule 8)."""
    return (
        voice.say("sharing_lawful"),
        voice.say(guidance.sharing.openness),
        voice.say("consent_not_needed" if guidance.urgency is Urgency.NOW else guidance.sharing.consent),
    )
