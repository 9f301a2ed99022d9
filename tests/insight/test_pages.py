"""The pages for analysts over HTTP."""

from __future__ import annotations

import csv
import io

import httpx
import pytest
from sqlalchemy.engine import Engine

from bot.store import audit
from tests.insight.conftest import MADE, REFERENCE
from tests.server.conftest import Server
from tests.training.conftest import signed_in

PATHS = ("/insight", "/insight/figures.csv", "/insight/review")


@pytest.mark.parametrize("path", PATHS)
def test_they_are_for_analysts_and_administrators(insight_site: Server, path: str) -> None:
    with httpx.Client(base_url=insight_site.url, headers={"Accept": "text/html"}, timeout=30) as client:
        assert client.get(path).headers["location"].startswith("/sign-in")
        assert signed_in(client, "fay").get(path).status_code == 403


def test_a_month_that_is_over_is_shown_and_the_one_that_runs_is_not(ana: httpx.Client) -> None:
    shown = ana.get("/insight").text
    assert "Whole answers in this month: 50" in shown and "March 2026" in shown
    assert "month=2026-04" not in shown
    assert ana.get("/insight?month=2026-04").status_code == 404


def test_a_small_agency_is_hidden_and_cannot_be_worked_out(ana: httpx.Client) -> None:
    rows = list(csv.DictReader(io.StringIO(ana.get("/insight/figures.csv").text)))
    agencies = {row["row"]: row["count"] for row in rows if row["table"] == "agency"}
    assert agencies["Schools and colleges"] == "30" and agencies["Health"] == "12"
    assert agencies["Housing"] == agencies["Police"] == "hidden"
    assert {row["month"] for row in rows} == {"2026-03"}
    assert [row["count"] for row in rows if row["table"] == "total"] == ["50"]


def test_taking_the_figures_is_written_down(ana: httpx.Client, insight_engine: Engine) -> None:
    ana.get("/insight/figures.csv")
    last = audit.acts(insight_engine)[0]
    assert (last.who, last.act, last.about) == ("ana", "figures taken", "2026-03")


def test_agencies_keep_their_order_and_meet_no_level(ana: httpx.Client) -> None:
    rows = list(csv.DictReader(io.StringIO(ana.get("/insight/figures.csv").text)))
    names = [row["row"] for row in rows if row["table"] == "agency"]
    assert names.index("Early years") < names.index("Health") < names.index("Housing")
    assert {row["column"] for row in rows if row["row"] in names[:-1]} == {"all"}


def test_it_says_what_it_cannot_show_and_where_content_has_gaps(ana: httpx.Client) -> None:
    shown = ana.get("/insight").text
    assert "What these figures cannot show" in shown
    assert "is there parking at the core group" in shown
    assert "Of 50 who said what they thought" in shown


def test_a_record_in_the_review_leads_back_to_nobody(ana: httpx.Client, insight_engine: Engine) -> None:
    shown = ana.get("/insight/review?seed=april").text
    assert "A bruise on the arm." in shown and "Walsall" in shown
    assert not [mark for mark in (REFERENCE, MADE, "a-conversation", "name</dt>") if mark in shown]
    assert "What the front door did, and when" in shown
    last = audit.acts(insight_engine)[0]
    assert (last.who, last.act, last.about) == ("ana", "review sample opened", "1 of 1 drawn with a word")
