"""A certificate over HTTP: it states what was done, in the name that is typed in, and keeps nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from typing import Any

import httpx
import pytest
from pypdf import PdfReader

from bot.rasa_bridge.resources import exercises
from tests.server.conftest import Server

EXERCISE = "separated_parents"
NAME = "Ángela Quillfeather-O’Shea"
VOTE = {"training_route": "early_help", "training_urgency": "soon"}


def _turn(client: httpx.Client, body: dict[str, Any]) -> dict[str, Any]:
    response = client.post("/api/chat", json=body)
    assert response.status_code == 200, response.text
    reply: dict[str, Any] = response.json()
    return reply


@pytest.fixture(scope="module")
def finished(server: Server) -> Iterator[tuple[httpx.Client, str]]:
    """A browser that has done an exercise, and the address of its certificate."""
    with httpx.Client(base_url=server.url, timeout=30) as client:
        reply = _turn(client, {"event": "start"})
        answers = {
            "opening": "training",
            "training_choose": "all",
            "training_pick": EXERCISE,
            "training_vote": VOTE,
        }
        while (asked := reply["messages"][-1])["question"] != "training_end":
            first = asked["options"][0]["value"] if asked["kind"] == "choices" else None
            value = answers.get(asked["question"], first)
            choice = {"question": asked["question"], "turn": asked["turn"], "value": value}
            reply = _turn(client, {"choice": choice})
        assert reply["practising"]["finished"] == EXERCISE
        (link,) = [one for one in reply["messages"] if one["kind"] == "link"]
        yield client, link["url"]


def _text(response: httpx.Response) -> str:
    assert response.headers["content-type"] == "application/pdf", response.text
    return " ".join(
        " ".join(one.extract_text() for one in PdfReader(BytesIO(response.content)).pages).split()
    )


def test_the_certificate_says_who_took_part_in_what_and_never_that_anyone_passed(
    finished: tuple[httpx.Client, str],
) -> None:
    client, address = finished
    exercise = exercises().exercises[EXERCISE]
    form = client.get(address)
    assert form.status_code == 200 and exercise.title in form.text
    made = client.post(address, data={"name": f"  {NAME}  "})
    assert "attachment" in made.headers["content-disposition"]
    text = _text(made)
    for said in (NAME, "took part in", exercise.title, "Minutes in all: 1", "content edition"):
        assert said in text
    assert "passed" not in text.lower() and "%" not in text
    assert PdfReader(BytesIO(made.content)).trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize(("name", "says"), [("   ", "Type your name."), ("x" * 81, "80 letters or fewer")])
def test_a_name_is_needed_and_may_not_be_endless(
    finished: tuple[httpx.Client, str], name: str, says: str
) -> None:
    client, address = finished
    refused = client.post(address, data={"name": name})
    assert refused.status_code == 400 and says in refused.text


def test_markup_in_a_name_is_only_letters(finished: tuple[httpx.Client, str]) -> None:
    client, address = finished
    assert "#sym.pi <b>$x$" in _text(client.post(address, data={"name": "#sym.pi <b>$x$"}))
    page = client.post(address, data={"name": "<script>" * 20}).text
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_a_certificate_needs_a_token_of_ours(finished: tuple[httpx.Client, str]) -> None:
    client, address = finished
    body, _, signature = address.rpartition(".")
    for other in (f"{body}.{signature[::-1]}", address[:-1], "/training/certificate/anything"):
        for answer in (client.get(other), client.post(other, data={"name": NAME})):
            assert answer.status_code == 404 and "can no longer be made" in answer.text


def test_the_name_is_nowhere_afterwards(server: Server, finished: tuple[httpx.Client, str]) -> None:
    client, address = finished
    _text(client.post(address, data={"name": NAME}))
    with closing(sqlite3.connect(server.database)) as database:
        kept = "\n".join(database.iterdump())
    assert "Quillfeather" not in kept
    assert "Quillfeather" not in server.log.read_text()
