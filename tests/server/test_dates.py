"""The calendar file and the picture over HTTP: no session, nothing but what the address says."""

from __future__ import annotations

import httpx
import pytest
from icalendar import Calendar

CORE_GROUP = {"anchor": "core_group", "on": "2026-03-03", "area": "bolton"}


def test_a_calendar_is_downloaded_without_a_session(client: httpx.Client) -> None:
    response = client.get("/api/dates.ics", params=CORE_GROUP)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="dates.ics"'
    assert "set-cookie" not in response.headers
    assert "Next core group" in {
        str(one["summary"]) for one in Calendar.from_ical(response.content).walk("VEVENT")
    }


def test_a_picture_can_be_opened_and_runs_nothing(client: httpx.Client) -> None:
    response = client.get("/api/dates.svg", params=CORE_GROUP)
    assert response.status_code == 200
    assert response.headers["content-type"] == "image/svg+xml; charset=utf-8"
    assert response.headers["content-security-policy"].startswith("default-src 'none'; style-src")
    assert "script-src" not in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"


def test_an_area_can_be_left_out(client: httpx.Client) -> None:
    response = client.get("/api/dates.ics", params={"anchor": "referral", "on": "2026-03-03T14:30"})
    assert response.status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"anchor": "tea_break"},
        {"anchor": ""},
        {"on": "2026-02-30"},
        {"on": "yesterday"},
        {"on": ""},
        {"on": "9999-12-31"},
        {"area": "leeds"},
        {"area": "../bolton"},
        {"area": ""},
        {"name": "somebody"},
        {"anchor": ["core_group", "referral"]},
        {"on": "2" * 200},
    ],
)
@pytest.mark.parametrize("path", ["/api/dates.ics", "/api/dates.svg"])
def test_anything_else_is_refused_in_words(
    client: httpx.Client, path: str, change: dict[str, object]
) -> None:
    response = client.get(path, params={**CORE_GROUP, **change})
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"]


def test_only_reading_is_allowed(client: httpx.Client) -> None:
    assert client.post("/api/dates.ics", params=CORE_GROUP).status_code == 405
