"""Joining: by code or link, saying agency and role only."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta, timezone

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.exercises.codes import code_in, new_code, spaced, tidy
from bot.store.tables import participants, training_sessions
from tests.server.conftest import Server
from tests.training.conftest import Visitor, field_of
from tests.training.people import create, join


def _typed(client: httpx.Client, code: str) -> httpx.Response:
    return client.post("/join", data={"code": code})


def test_codes_are_easy_to_read_and_hard_to_guess() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(tidy(spaced(code).lower()) == code for code in codes)
    assert not set("01AEIOU") & set("".join(codes))


@pytest.mark.parametrize("text", ["", "ABC", "AEIOAEIO", "BCDFGHJKL", "<script>", "BCDF GHJ"])
def test_what_is_no_code(text: str) -> None:
    assert tidy(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "K7RM 2XQD",
        "k7rm2xqd",
        "join K7RM-2XQD",
        "my code is K7RM 2XQD.",
        "Join the session with code K7RM2XQD",
    ],
)
def test_a_code_is_found_in_what_is_typed_to_the_assistant(text: str) -> None:
    assert code_in(text) == "K7RM2XQD"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "she joined the session",
        "2345 6789",
        "code",
        "the K7RM2XQD on Tuesday",
        "K7RM 2XQ",
        "help",
    ],
)
def test_other_words_hold_no_code(text: str) -> None:
    assert code_in(text) is None


def test_a_code_is_typed_as_people_type(visitor: Visitor, fay: httpx.Client) -> None:
    room = create(fay)
    for text in (room.code, room.code.lower(), f" {room.code[:4]} {room.code[4:]} ", "-".join(room.code)):
        answer = _typed(visitor(), text)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/join/{room.code}")


def test_a_wrong_code_is_said_kindly(visitor: Visitor) -> None:
    client = visitor()
    for answer in (_typed(client, "BCDFGHJK"), _typed(client, "x"), client.get("/join/BCDFGHJK")):
        assert answer.status_code == 404 and "no session with this code" in answer.text


def test_the_role_must_be_chosen_and_be_one(visitor: Visitor, fay: httpx.Client) -> None:
    room, client = create(fay), visitor()
    key = field_of(client.get(f"/join/{room.code}"), "key")
    for role in ("", "astronaut"):
        answer = client.post(f"/join/{room.code}", data={"key": key, "role": role})
        assert answer.status_code == 400 and "closest to your work" in answer.text
    forged = client.post(f"/join/{room.code}", data={"key": "made-up", "role": "teacher"})
    assert forged.status_code == 400


def test_only_a_number_agency_and_role_are_kept(
    visitor: Visitor, fay: httpx.Client, site_engine: Engine
) -> None:
    room = create(fay)
    join(visitor(), room, "midwife")
    with site_engine.connect() as connection:
        rows = connection.execute(sa.select(participants).where(participants.c.session == room.id)).all()
    assert [(row.agency, row.role) for row in rows] == [("health", "midwife")]
    assert set(participants.c.keys()) == {"id", "session", "agency", "role"}


def test_a_form_sent_twice_makes_one_participant(visitor: Visitor, fay: httpx.Client) -> None:
    room, client = create(fay), visitor()
    form = {"key": field_of(client.get(f"/join/{room.code}"), "key"), "role": "teacher"}
    for _ in range(3):
        client.post(f"/join/{room.code}", data=form)
    assert fay.get(f"{room.place}/live").json()["joined"] == 1


def test_whoever_has_joined_is_led_in(visitor: Visitor, fay: httpx.Client) -> None:
    room = create(fay)
    client = join(visitor(), room)
    assert client.get(f"/join/{room.code}").headers["location"] == "/room"


def test_an_anonymous_session_asks_nothing(visitor: Visitor, fay: httpx.Client) -> None:
    room, client = create(fay, by_agency="no"), visitor()
    assert "<select" not in client.get(f"/join/{room.code}").text
    join(client, room, role="")
    assert client.get("/room").status_code == 200
    assert "By agency" not in room.page()


def test_the_cookie_is_signed_and_out_of_reach_of_scripts(visitor: Visitor, fay: httpx.Client) -> None:
    room, client = create(fay), visitor()
    form = {"key": field_of(client.get(f"/join/{room.code}"), "key"), "role": "teacher"}
    cookie = client.post(f"/join/{room.code}", data=form).headers["set-cookie"].lower()
    assert cookie.startswith("guidance_join=") and "httponly" in cookie and "samesite=lax" in cookie
    other = visitor()
    other.headers["Cookie"] = f"guidance_join={client.cookies['guidance_join'][:-2]}xx"
    assert other.get("/room").status_code == 404


def test_a_code_ends_with_the_session_and_with_time(
    visitor: Visitor, fay: httpx.Client, site_engine: Engine
) -> None:
    ended, old = create(fay), create(fay)
    ended.move("close")
    past = datetime.now(timezone.utc) - timedelta(minutes=1)
    mine = training_sessions.c.id == old.id
    with site_engine.begin() as connection:
        connection.execute(training_sessions.update().where(mine).values(expires_at=past))
    for room in (ended, old):
        assert _typed(visitor(), room.code).status_code == 404


def test_leaving_forgets_who_one_was(visitor: Visitor, fay: httpx.Client) -> None:
    client = join(visitor(), create(fay))
    client.post("/room/leave")
    assert client.get("/room").status_code == 404


@pytest.mark.parametrize("path", ["/join", "/room"])
def test_a_real_child_comes_first(visitor: Visitor, fay: httpx.Client, path: str) -> None:
    client = join(visitor(), create(fay))
    page = client.get(path).text
    assert "Is this about a real child, now?" in page and 'href="tel:999"' in page
    real = client.get("/room/real-child").text
    assert real.index("999") < real.index("01204")  # the area's own front door after 999
    assert "Work through a worry" in real


def test_nothing_of_an_address_is_kept(site: Server, visitor: Visitor, fay: httpx.Client) -> None:
    join(visitor(), create(fay))
    with closing(sqlite3.connect(site.database)) as database:
        everything = "\n".join(database.iterdump())
    assert "127.0.0.1" not in everything and "python-httpx" not in everything
    assert "127.0.0.1:" not in site.log.read_text().split("\n", 1)[1].replace(site.url, "")
