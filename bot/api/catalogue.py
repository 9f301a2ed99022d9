"""The content as data, so that every client shows the same words: signs, questions, areas, sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from bot.api.shapes import Area, Certainty, Choice, EditionId, Level, Sources, Urgency
from bot.api.shapes import Tier as TierWords
from bot.content import model
from bot.content.area import area_of
from bot.content.load import Content

Day = Annotated[str, "ISO 8601."]


@dataclass(frozen=True)
class Indicator:
    """One recognisable sign, as it stands in the area that was asked for."""

    id: Annotated[str, "Never reused for something else."]
    statement: str
    domain: Annotated[str, "child, parenting, family_environment or extra_familial."]
    topic: Annotated[str, "What it is about; see `topics` of /api/v1/content."]
    also: Annotated[tuple[str, ...], "Further topics that the same words raise."]
    tier: Annotated[str, "The tier where it commonly sits on its own."]
    lowest: Annotated[str, "Where reassuring answers to its questions can settle it."]
    highest: Annotated[str, "Where worrying answers can."]
    red_flag: Annotated[bool, "Act at once."]
    first_door: Annotated[str | None, "A red flag's own first route."]
    urgency: Urgency | None
    matters_when_past: bool
    questions: Annotated[tuple[str, ...], "Ids of its deciding questions, most telling first."]
    local: Annotated[bool, "The area has raised it, or words it in its own way."]
    note: str | None
    certainty: Certainty
    sources: Sources


@dataclass(frozen=True)
class Question:
    """A deciding question. Not known is never no."""

    id: str
    ask: str
    why: str
    options: tuple[Choice, ...]
    certainty: Certainty
    sources: Sources


@dataclass(frozen=True)
class Labelled:
    """Something else that can be true of a child: a vulnerability, or a strength."""

    id: str
    label: str
    certainty: Certainty
    sources: Sources


@dataclass(frozen=True)
class Indicators:
    """Everything that `facts` can name, in the words to show."""

    edition: EditionId
    area: Area
    indicators: tuple[Indicator, ...]
    questions: tuple[Question, ...]
    vulnerabilities: tuple[Labelled, ...]
    strengths: tuple[Labelled, ...]


@dataclass(frozen=True)
class AreaAbout:
    """One area: its document, who signed its file, and what each tier is called there, lowest first."""

    id: Area
    name: str
    partnership: str
    threshold_document: str
    threshold_document_certainty: Certainty
    signed_off: Annotated[str | None, "The day the partnership signed it; null: its signs are national."]
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Role:
    """Who can be asking."""

    id: str
    label: str
    group: str


@dataclass(frozen=True)
class Named:
    """An id and what it is called."""

    id: str
    name: str


@dataclass(frozen=True)
class Event:
    """An event whose date starts clocks. `timed`: give the time of day as well."""

    id: str
    label: str
    timed: bool


@dataclass(frozen=True)
class SourceAbout:
    """Where facts were read. `seen`: full, part, summary or not read."""

    id: str
    title: str
    publisher: str
    date: str
    where: str
    seen: str


@dataclass(frozen=True)
class Changed:
    """One edition of the content, and what changed in it."""

    edition: str
    dated: Day
    changes: tuple[str, ...]


@dataclass(frozen=True)
class About:
    """Which content this is, and what its ids mean."""

    edition: EditionId
    dated: Day
    changelog: tuple[Changed, ...]
    areas: tuple[AreaAbout, ...]
    tiers: Annotated[tuple[TierWords, ...], "Lowest first."]
    routes: tuple[Named, ...]
    roles: tuple[Role, ...]
    topics: tuple[Named, ...]
    events: tuple[Event, ...]
    sources: tuple[SourceAbout, ...]


def indicators(content: Content, area_id: str | None) -> Indicators:
    """Signs as they stand in this area (None: nationally), and all that asks about them."""
    area = area_of(content, area_id)
    return Indicators(
        edition=content.edition.edition,
        area=area.id,
        indicators=tuple(_indicator(one, content) for one in area.indicators.values()),
        questions=tuple(
            Question(
                one.id,
                one.ask,
                one.why,
                tuple(Choice(option.id, option.label) for option in one.options),
                one.certainty.value,
                one.sources,
            )
            for one in content.questions.values()
        ),
        vulnerabilities=tuple(
            Labelled(one.id, one.label, one.certainty.value, one.sources)
            for one in content.vulnerabilities.values()
        ),
        strengths=tuple(
            Labelled(one.id, one.statement, one.certainty.value, one.sources)
            for one in content.protective.values()
        ),
    )


def about(content: Content) -> About:
    """Which content this is: edition, changelog, areas, and the names of its ids."""
    edition = content.edition
    return About(
        edition=edition.edition,
        dated=edition.dated.isoformat(),
        changelog=tuple(
            Changed(one.edition, one.dated.isoformat(), one.changes) for one in edition.changelog
        ),
        areas=tuple(_area(one) for one in content.partnerships.values()),
        tiers=tuple(TierWords(one.id.value, one.name, one.meaning) for one in content.tiers.values()),
        routes=tuple(Named(one.value, content.routes[one.value].label) for one in model.Route),
        roles=tuple(Role(one.id, one.label, one.group) for one in content.roles.values()),
        topics=tuple(Named(one.id, one.name) for one in content.topics.values()),
        events=tuple(Event(one.id, one.label, one.timed) for one in content.anchors.values()),
        sources=tuple(
            SourceAbout(one.id, one.title, one.publisher, one.date, one.where, one.seen)
            for one in content.sources.values()
        ),
    )


def level(tier: model.Tier, partnership: model.Partnership) -> Level:
    """What a tier is called in a partnership's area."""
    local = partnership.levels[tier]
    return Level(
        area=partnership.id,
        area_name=partnership.name,
        tier=tier.value,
        number=local.number,
        name=local.name,
        lead_response=local.lead_response,
        note=local.note,
        certainty=local.certainty.value,
        sources=local.sources,
    )


def _indicator(one: model.Indicator, content: Content) -> Indicator:
    return Indicator(
        id=one.id,
        statement=one.statement,
        domain=one.domain.value,
        topic=one.topic,
        also=one.also,
        tier=one.tier.value,
        lowest=one.lowest_tier.value,
        highest=one.highest_tier.value,
        red_flag=one.red_flag,
        first_door=one.first_door and one.first_door.value,
        urgency=one.urgency and one.urgency.value,
        matters_when_past=one.matters_when_past,
        questions=one.questions,
        local=one is not content.indicators[one.id],
        note=one.note,
        certainty=one.certainty.value,
        sources=one.sources,
    )


def _area(one: model.Partnership) -> AreaAbout:
    return AreaAbout(
        id=one.id,
        name=one.name,
        partnership=one.partnership,
        threshold_document=one.threshold_document.name,
        threshold_document_certainty=one.threshold_document.certainty.value,
        signed_off=one.signed_off.dated.isoformat() if one.signed_off else None,
        levels=tuple(level(tier, one) for tier in model.TIERS),
    )
