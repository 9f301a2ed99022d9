"""A small invented content: two areas, visits and reports, so that tests do not move with the real one."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from bot.content.load import Content, load
from bot.content.questions import OutOfScope, QuestionFamily

TIME = (
    "visit deadline",
    "by when must they have been round to the house",
    "how many days until somebody calls on the family",
    "I teach and nobody has been out yet, how long have they got",
    "timescale for the first visit",
    "vist how soon",
)
WHO = (
    "who makes the visit",
    "does a social worker go or can a student",
    "which person knocks on the door",
    "midwife asking whether she has to join the visit",
    "visiting officer",
    "who turns up at the house",
)
REPORT = (
    "when is the report due",
    "report deadline",
    "how early must my written report be in",
    "I'm a nurse and have not sent my report, is it late",
    "days before the meeting for reports",
    "repport by when",
)
FIGURE = (
    "number of visits last year",
    "how many visits were made",
    "figure for visits in the annual report",
    "governor wants the count of visits",
    "total vists",
    "were there more visits than before",
)
WEATHER = (
    "will it rain tomorrow",
    "is it sunny",
    "do I need an umbrella",
    "snow forecast",
    "how hot will it be at the weekend",
    "what's the weather doing",
)
RECORDS = (
    "is [name] on a plan",
    "who is [name]'s worker",
    "look up [name]",
    "what does the file on [name] say",
    "has [name]'s case been closed",
    "tell me where [name] lives",
)
COUNCIL = (
    "front door number of another council",
    "how does the next borough do visits",
    "the county's own rules over there",
    "which team in that other city",
    "levels of need in a council far away",
)


def family(
    key: str, subject: str, area: str | None, phrasings: tuple[str, ...], **more: Any
) -> QuestionFamily:
    """A family whose answer names its id."""
    told = {"ask": phrasings[0].capitalize() + "?", "answer": f"This is the answer {key}.", **more}
    return QuestionFamily(
        id=key, subject=subject, area=area, phrasings=phrasings[1:], sources=("practice",), **told
    )


FAMILIES = (
    family("visit_time", "visit_time", None, TIME, next=("visit_who",)),
    family("visit_time_bolton", "visit_time", "bolton", TIME[::-1]),
    family("visit_who", "visit_who", None, WHO, next=("just_the_number",)),
    family("report_time_bolton", "report_time", "bolton", REPORT),
    family("visit_figure_walsall", "visit_figure", "walsall", FIGURE),
    family("visit_figure_wigan", "visit_figure", "wigan", FIGURE[::-1]),
)
OUTSIDE = (
    OutOfScope(id="weather", kind="irrelevant", phrasings=WEATHER, answer="Ask the weather service."),
    OutOfScope(id="records", kind="records", phrasings=RECORDS, answer="Ask the child's worker."),
    OutOfScope(id="council", kind="other_council", phrasings=COUNCIL, answer="Ask that council."),
)


@pytest.fixture(scope="session")
def content() -> Content:
    """The project's content with other questions."""
    return replace(
        load(),
        families=MappingProxyType({one.id: one for one in FAMILIES}),
        out_of_scope=MappingProxyType({one.id: one for one in OUTSIDE}),
        lines=MappingProxyType({("families", one.id): ("visits.yml", 1) for one in FAMILIES}),
    )
