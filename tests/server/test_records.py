"""Records over HTTP: made from the conversation, redacted, for the browser that made them, until deleted."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from io import BytesIO
from typing import Any

import httpx
import pytest
from docx import Document
from pypdf import PdfReader

from tests.server.conftest import Server

WORRY = "A girl of 7 in Walsall says her uncle hits her with a belt. She is scared to go home."
NAMED = "Priya Nandakumar of 12 Acacia Avenue told me on 07700 900123 that he hit her."


def _chat(client: httpx.Client, body: dict[str, Any]) -> Any:
    response = client.post("/api/chat", json=body)
    assert response.status_code == 200, response.text
    return response.json()


@pytest.fixture
def told(client: httpx.Client) -> httpx.Client:
    """A browser that has told a worry."""
    _chat(client, {"event": "start"})
    _chat(client, {"text": WORRY})
    return client


def _make(client: httpx.Client, **fields: str) -> httpx.Response:
    return client.post("/record", data={"make": "yes", "decision": "strategy_discussion", **fields})


def _made(client: httpx.Client, **fields: str) -> str:
    response = _make(client, **fields)
    assert response.status_code == 303, response.text
    place = response.headers["location"]
    assert re.fullmatch(r"/record/TG-\w{4}-\w{4}", place)
    return place


def test_before_anything_was_told_there_is_nothing_to_record(client: httpx.Client) -> None:
    assert "nothing to record yet" in client.get("/record").text
    _chat(client, {"event": "start"})
    assert "nothing to record yet" in client.get("/record").text
    assert "nothing to record yet" in _make(client).text


def test_what_was_typed_is_filled_in_without_personal_details(told: httpx.Client) -> None:
    page = told.post("/record", data={"told": NAMED}).text
    assert "that he hit her" in page
    for secret in ("Nandakumar", "Acacia", "900123"):
        assert secret not in page


def test_a_record_is_made_shown_and_downloaded_three_ways(told: httpx.Client) -> None:
    place = _made(told, saw="Belt mark on her arm.", child_words="He hit me", review="3 December 2030")
    page = told.get(place)
    assert page.status_code == 200
    for said in ("Belt mark on her arm.", "He hit me", "3 December 2030", "Walsall"):
        assert said in page.text
    word = Document(BytesIO(told.get(f"{place}/docx").content))
    assert "He hit me" in [paragraph.text for paragraph in word.paragraphs]
    pdf = PdfReader(BytesIO(told.get(f"{place}/pdf").content))
    assert "He hit me" in " ".join(one.extract_text() for one in pdf.pages)
    text = told.get(f"{place}/txt")
    assert "He hit me" in text.text
    assert "attachment" in text.headers["content-disposition"]


def test_it_is_redacted_before_it_is_kept(server: Server, told: httpx.Client) -> None:
    fields = ("saw", "child_words", "opinion", "reason", "consulted", "contacted")
    place = _made(told, **dict.fromkeys(fields, NAMED))
    with closing(sqlite3.connect(server.database)) as database:
        kept = str(list(database.execute("SELECT * FROM records")))
    for secret in ("Nandakumar", "Acacia", "900123"):
        assert secret not in kept + told.get(place).text


def test_what_is_missing_is_said_and_nothing_is_lost(told: httpx.Client) -> None:
    response = _make(told, decision="", saw="She was quiet.")
    assert response.status_code == 400
    assert "There is a problem" in response.text and "Choose what you decided." in response.text
    assert "She was quiet." in response.text
    response = _make(told, decision="universal", saw="She was quiet.")
    assert "Write why." in response.text and "Write whom you consulted" in response.text


@pytest.mark.parametrize(
    ("review", "said"), [("soon", "as a date"), ("3 March 2020", "is over"), ("31 June 2031", "as a date")]
)
def test_a_day_to_look_again_that_is_none(told: httpx.Client, review: str, said: str) -> None:
    response = _make(told, review=review)
    assert response.status_code == 400 and said in response.text


def test_a_text_that_is_too_long(told: httpx.Client) -> None:
    assert "Make this shorter" in _make(told, saw="word " * 3000).text


def test_an_invented_decision_is_none(told: httpx.Client) -> None:
    assert "Choose what you decided." in _make(told, decision="<script>").text


def test_markup_is_shown_as_it_was_written(told: httpx.Client) -> None:
    place = _made(told, saw="<script>alert(1)</script>")
    for page in (told.get(place).text, _make(told, decision="", saw="<script>alert(1)</script>").text):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_nobody_else_can_fetch_it(server: Server, told: httpx.Client) -> None:
    place = _made(told)
    with httpx.Client(base_url=server.url, timeout=30) as other:
        _chat(other, {"event": "start"})
        _chat(other, {"text": WORRY})
        for path in ("", "/docx", "/pdf", "/txt"):
            assert other.get(place + path).status_code == 404
        other.post(f"{place}/delete")
    assert told.get(place).status_code == 200


def test_other_sites_cannot_make_or_delete_one(told: httpx.Client) -> None:
    place = _made(told)
    for path in ("/record", f"{place}/delete"):
        answer = told.post(path, data={"make": "yes"}, headers={"Origin": "https://elsewhere.example"})
        assert answer.status_code == 403
    assert told.get(place).status_code == 200


def test_it_can_be_deleted_alone(told: httpx.Client) -> None:
    first, second = _made(told), _made(told)
    assert "has been deleted" in told.post(f"{first}/delete").text
    assert told.get(first).status_code == 404
    assert told.get(second).status_code == 200


def test_it_goes_with_the_conversation_and_stays_with_a_new_case(server: Server, told: httpx.Client) -> None:
    place = _made(told)
    _chat(told, {"text": "new case"})
    assert told.get(place).status_code == 200
    told.delete("/api/chat")
    assert told.get(place).status_code == 404
    with closing(sqlite3.connect(server.database)) as database:
        references = [row[0] for row in database.execute("SELECT reference FROM records")]
    assert place.removeprefix("/record/") not in references


def test_an_unknown_file_is_not_found(told: httpx.Client) -> None:
    place = _made(told)
    assert told.get(f"{place}/exe").status_code == 404
    assert told.get("/record/TG-0000-0000").status_code == 404


def test_a_person_at_a_browser_gets_a_page_for_an_error(client: httpx.Client) -> None:
    page = client.get("/nowhere", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert "call 999" in page.text
    assert client.get("/nowhere").headers["content-type"] == "application/problem+json"
