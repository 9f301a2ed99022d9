"""What ``/api/v1`` answers, as dataclasses: the replies are made of them and described from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from bot.dialogue.message import Answer, ContactLine, Message, Reason
from bot.dialogue.so_far import SoFar

Area = Annotated[str, "A partnership's id."]
TierId = Annotated[str, "Tiers mean the same everywhere; see `tiers` of /api/v1/content."]
RouteId = Annotated[str, "What to do; see `routes` of /api/v1/content."]
Urgency = Annotated[str, "now, today, one_working_day, soon or routine."]
Certainty = Annotated[str, "How sure: seen, dated, unverified or conflicting. Say so where it is not `seen`."]
Sources = Annotated[tuple[str, ...], "Where it was read; see `sources` of /api/v1/content."]
EditionId = Annotated[str, "The edition of the content. Keep it with whatever you keep."]
Text = Annotated[str, "All of `messages` as plain text."]


@dataclass(frozen=True)
class Tier:
    """The level of need in words that mean the same everywhere."""

    id: TierId
    name: str
    meaning: str


@dataclass(frozen=True)
class Level:
    """What the tier is called in the child's own area. Never show the number without the area."""

    area: Area
    area_name: str
    tier: TierId
    number: str | None
    name: str
    lead_response: str
    note: str | None
    certainty: Certainty
    sources: Sources


@dataclass(frozen=True)
class RouteAdvice:
    """One thing to do, and how soon."""

    id: RouteId
    label: str
    heading: str
    lead: str
    urgency: Urgency


@dataclass(frozen=True)
class Sign:
    """One sign of the facts, or added by an answer."""

    indicator: str
    statement: str
    status: Annotated[str, "present or past."]
    tier: Annotated[str, "The tier that the answers leave it at."]
    red_flag: Annotated[bool, "It needs action at once; nothing lowers it."]


@dataclass(frozen=True)
class Fired:
    """A rule of the decision that fired."""

    rule: str
    combination: Annotated[str, "The combination of signs that fired it, or empty."]
    subjects: Annotated[tuple[str, ...], "Ids of the signs, answers or vulnerabilities that it rests on."]
    holds: Annotated[bool, "Without it the tier falls."]


@dataclass(frozen=True)
class Step:
    """One thing to do, in order. `when` may be empty."""

    text: str
    when: str


@dataclass(frozen=True)
class Contact(ContactLine):
    """Whom to ring, as it stands at the moment of the answer."""

    id: str = ""


@dataclass(frozen=True)
class Sharing:
    """Three different things: sharing with other agencies, telling the parents, agreement to a service."""

    sharing: str
    openness: str
    consent: str


@dataclass(frozen=True)
class Timescale:
    """A clock that applies. `scope`: statutory, national, local or practice."""

    id: str
    event: str
    text: str
    scope: str
    certainty: Certainty
    sources: Sources


@dataclass(frozen=True)
class Choice:
    """An option of a question."""

    id: str
    label: str


@dataclass(frozen=True)
class Unknown:
    """A question that is open and could change the answer. Put the option's id under `facts.answers`."""

    id: str
    ask: str
    why: str
    options: tuple[Choice, ...]


@dataclass(frozen=True)
class Change:
    """With this answer to this question, or with this sign, the tier and first route would be these."""

    question: str
    option: str
    indicator: str
    tier: TierId
    route: RouteId


@dataclass(frozen=True)
class ReadSign:
    """A sign that was read in the text. Only `present` ones counted; ask about `past` and `hypothetical`."""

    indicator: str
    statement: str
    status: Annotated[str, "present, past, hypothetical, denied, asked, someone_else or family_history."]
    words: Annotated[str, "The words in which it was read, without personal data."]
    confidence: float
    method: Annotated[
        str, "`sign`: its words name it; `meaning`: a guess from what they mean, show it as one."
    ]


@dataclass(frozen=True)
class Read:
    """What was understood of a text. It only proposes: show it, let a person tick, send `facts` again."""

    text: Annotated[str, "The text as it was read, without personal data as far as that was recognised."]
    signs: tuple[ReadSign, ...]
    danger_guessed: Annotated[
        bool,
        "Somebody may be in danger now, which no words of the text name. Ask; if nobody is, send `facts` "
        "without `danger`.",
    ]


@dataclass(frozen=True)
class Guidance:
    """What is suggested. It supports professional judgement and decides nothing."""

    edition: EditionId
    at: Annotated[str, "The moment it is for, ISO 8601. Who answers the phone depends on it."]
    heading: str
    lead: Annotated[str, "What to do, in a sentence or two. Show this first."]
    red_flag: Annotated[bool, "Something needs action at once."]
    urgency: Urgency
    tier: Tier
    level: Level | None
    routes: Annotated[tuple[RouteAdvice, ...], "Best first, never empty."]
    steps: tuple[Step, ...]
    contacts: Annotated[tuple[Contact, ...], "Best first, never empty."]
    sharing: Sharing
    reasons: tuple[Reason, ...]
    rules: tuple[Fired, ...]
    signs: tuple[Sign, ...]
    consult: Annotated[bool, "The route hangs on something that is not known: consult, do not be reassured."]
    unknowns: Annotated[tuple[Unknown, ...], "At most three."]
    changes: Annotated[tuple[Change, ...], "At most three, the most telling first."]
    ask_other_children: Annotated[bool, "Ask about other children in the home."]
    timescales: tuple[Timescale, ...]
    notices: Annotated[tuple[str, ...], "Whose signs these are and how far to trust them. Always show them."]
    facts: Annotated[Mapping[str, Any], "What the answer is about, as `facts` to send again."]
    read: Read | None
    messages: Annotated[tuple[Answer, ...], "The same answer as the web chat shows it."]
    text: Text


@dataclass(frozen=True)
class ProcessAnswer:
    """The answer to a question about the process, from content alone; never generated."""

    edition: EditionId
    answer: str
    source: Annotated[str | None, "Titles and dates; null where nobody has written an answer."]
    in_scope: Annotated[bool, "Whether it is a question for this assistant."]
    confidence: float
    answers: Annotated[tuple[Reason, ...], "Each with its source; several if areas differ."]
    messages: tuple[Message, ...]
    text: Text


@dataclass(frozen=True)
class ChatReply:
    """What the web chat gets for a turn. `turn` belongs to the question that is open; 0 if none is."""

    messages: tuple[Message, ...]
    turn: int
    so_far: Annotated[SoFar | None, "Everything that is known, to show beside the conversation."]
