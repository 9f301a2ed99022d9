"""Reports over HTTP."""

from __future__ import annotations

import json
from io import BytesIO

import httpx
from pypdf import PdfReader
from sqlalchemy.engine import Engine

from bot.store import audit
from tests.training.conftest import Visitor, signed_in
from tests.training.people import Room, create, crowd, vote


def _held(fay: httpx.Client, visitor: Visitor) -> Room:
    """Six people on the first stage, twice."""
    room = create(fay)
    people = crowd(visitor, room, teacher=6)
    room.move()
    for at, client in enumerate(people):
        vote(client, tier="early_help_single" if at else "child_in_need")
    room.move(times=3)
    for client in people:
        vote(client)
    room.move()
    return room


def test_a_session_is_taken_away_in_three_ways(
    fay: httpx.Client, visitor: Visitor, site_engine: Engine
) -> None:
    room = _held(fay, visitor)
    pdf = room.report("pdf")
    assert (
        pdf.headers["content-type"] == "application/pdf"
        and "attachment" in pdf.headers["content-disposition"]
    )
    assert "5 (83 %)" in " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)
    assert room.report("csv").text.count("everybody") == 2
    made = json.loads(room.report("xapi").content)
    assert len(made) == 12 and made[0]["actor"]["account"]["homePage"].startswith("http://127.0.0.1")
    assert room.report("exe").status_code == 404
    taken = [act.act for act in audit.acts(site_engine) if act.about == room.id]
    assert taken == ["report taken: xapi", "report taken: csv", "report taken: pdf", "session created"]


def test_sessions_side_by_side(fay: httpx.Client, visitor: Visitor) -> None:
    _held(fay, visitor)
    page = fay.get("/training/compare").text
    assert "All cases of a session" in page and "Late again" in page
    table = fay.get("/training/disagreements")
    assert table.headers["content-type"].startswith("text/csv") and "late_again" in table.text


def test_an_analyst_sees_everybodys_figures_and_nobodys_session(fay: httpx.Client, visitor: Visitor) -> None:
    room = _held(fay, visitor)
    analyst = signed_in(visitor(), "ana")
    assert "late_again" in analyst.get("/training/disagreements").text
    assert analyst.get(f"{room.place}/report/csv").status_code == 403
    other = signed_in(visitor(), "fred")
    assert "late_again" not in other.get("/training/disagreements").text
    assert "no session yet" in other.get("/training/compare").text
