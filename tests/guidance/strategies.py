"""Hypothesis strategies: any situation that the content can describe, at any moment."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from bot.content.area import OUTSIDE_ENGLAND, Area, area_of
from bot.content.model import AgeBand
from bot.guidance import Concern, ConcernStatus, OpenTo, Parents, Situation, Tried
from bot.guidance.clock import LONDON
from tests.guidance.moments import TELLING_MOMENTS
from tests.project import content


def area(area_id: str = "bolton") -> Area:
    """One of its areas."""
    return area_of(content(), area_id)


def places() -> st.SearchStrategy[str | None]:
    """Where a child lives or is."""
    return st.sampled_from([None, *content().partnerships, OUTSIDE_ENGLAND])


def areas() -> st.SearchStrategy[Area]:
    """Any area."""
    return st.sampled_from(list(content().partnerships)).map(area)


def concerns() -> st.SearchStrategy[Concern]:
    """Any sign, now or in the past, told or only guessed."""
    signs = st.sampled_from(list(content().indicators))
    return st.builds(Concern, signs, st.sampled_from(ConcernStatus), guessed=st.booleans())


def answers() -> st.SearchStrategy[tuple[str, str]]:
    """Any answer to any deciding question."""
    pairs = [
        (question.id, option.id) for question in content().questions.values() for option in question.options
    ]
    return st.sampled_from(pairs)


def situations() -> st.SearchStrategy[Situation]:
    """Any situation."""
    return st.builds(
        Situation,
        home=places(),
        place=places(),
        role=st.sampled_from([None, *content().roles]),
        age=st.none() | st.sampled_from(AgeBand),
        concerns=st.frozensets(concerns(), max_size=6),
        answers=st.lists(answers(), max_size=4, unique_by=lambda pair: pair[0]).map(frozenset),
        vulnerabilities=st.frozensets(st.sampled_from(list(content().vulnerabilities)), max_size=3),
        protective=st.frozensets(st.sampled_from(list(content().protective)), max_size=3),
        parents=st.sampled_from(Parents),
        open_to=st.sampled_from(OpenTo),
        tried=st.sampled_from(Tried),
        other_children=st.none() | st.booleans(),
        danger=st.booleans(),
        disagreement=st.booleans(),
        unsure=st.booleans(),
    )


def moments() -> st.SearchStrategy[datetime]:
    """Any moment of two years, in London, and more often than not one at which doors open or close."""
    start = datetime(2026, 1, 1, tzinfo=LONDON)
    any_moment = st.integers(0, 2 * 365 * 24 * 4).map(
        lambda quarters: (start.astimezone(timezone.utc) + timedelta(minutes=15 * quarters)).astimezone(
            LONDON
        )
    )
    return st.sampled_from(TELLING_MOMENTS) | any_moment
