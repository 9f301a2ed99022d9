"""Personal data of every kind, typed into the chat, is nowhere to be found afterwards.

The server runs with every log at debug level and writes down what its actions and its store are given.
All names and numbers are made up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import httpx
import pytest

from tests.server.conftest import Server, started

START = {"event": "start"}
# what is typed, and the parts of it that may be nowhere
PLANTED = {
    "names": (
        "Zebadiah Quorn-Ashdale, 9, says his stepdad Wulfric hits him with a belt",
        ["Zebadiah", "Quorn", "Ashdale", "Wulfric"],
    ),
    "small": ("my pupil oluwadamilola told me her sister amelia is hungry", ["oluwadamilola", "amelia"]),
    "initials": ("child Q.Z. has a bruise, QJ's mum was drunk", ["Q.Z", "QJ"]),
    "nickname": ("a man known as Squidger picks her up from school", ["Squidger"]),
    "professional": ("Dr Abernethy-Voss thinks the fracture is no accident", ["Abernethy", "Voss"]),
    "birth": ("DOB 17/09/2016, she is hungry every day", ["17/09/2016"]),
    "address": ("they live at 83 Gorsewhistle Crescent, QZ4 7JU, no heating", ["Gorsewhistle", "QZ4", "7JU"]),
    "phone": ("mum's mobile is 07700 900417, she sounded drunk", ["900417", "900 417"]),
    "mail": ("write to vole.tamarisk@post.example about the bruise", ["vole.tamarisk"]),
    "nhs": ("NHS number 999 012 3454, weight dropping", ["999 012", "9990123454"]),
    "ni": ("NI QQ 12 34 56 C on the letter, no food at home", ["12 34 56"]),
    "account": ("he messages her as @grim.lad_0917 on Insta for pictures", ["grim.lad_0917"]),
    "plate": ("picked up in a grey Audi, reg QA21 XYZ, by an older man", ["QA21"]),
    "school": ("she is in Year 3 at Saint Oswin's Catholic Primary, always hungry", ["Oswin"]),
    "surgery": ("the GP at Limewhistle Surgery saw a burn", ["Limewhistle"]),
    "reference": ("case ref WBC/2024/00817, nothing has changed at home", ["00817"]),
}


_SHORT = 2  # letters


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that tells everything."""
    with started("-m", "tests.server.watched", tmp_path_factory.mktemp("watched")) as server:
        yield server


def _written(server: Server) -> dict[str, str]:
    """Everything the server has written, by file, in small letters."""
    files = [path for path in server.log.parent.iterdir() if path.is_file()]
    return {path.name: path.read_bytes().decode("utf-8", "replace").lower() for path in files}


def _stands_in(part: str, content: str) -> bool:
    """Whether planted data stands there; two letters alone are also found in any random id, and some digits
    in any time."""
    if part.isdigit():
        return re.search(rf"(?<![\d.]){part}(?!\d)", content) is not None
    if len(part) > _SHORT:
        return part.lower() in content
    return re.search(rf"(?<![\w-]){re.escape(part.lower())}(?![\w-])", content) is not None


@pytest.mark.parametrize("leak", ["qj's mum", '"text": "qj"', "child qj has", "[qj]"])
def test_short_data_is_found_as_a_word(leak: str) -> None:
    assert _stands_in("QJ", leak)
    assert not _stands_in("QJ", "vqjx-aqj_")


def test_digits_are_found_as_a_number() -> None:
    assert _stands_in("00817", "case wbc/2024/00817.") and _stands_in("00817", "ref00817x")
    assert not _stands_in("00817", "1764271.00817, 9.1008173")


def test_the_watch_sees_what_is_not_personal(watched: Server) -> None:
    """Else the other tests could not fail."""
    with httpx.Client(base_url=watched.url, timeout=30) as client:
        client.post("/api/chat", json={"text": "his stepdad hits him with a zinc spoon"})
    written = _written(watched)
    for name in ("log.txt", "payloads.txt", "trackers.txt"):
        assert "zinc spoon" in written[name], name
    assert any(name.startswith("guidance.db") for name in written)


@pytest.mark.parametrize("kind", PLANTED)
def test_typed_data_is_nowhere(watched: Server, kind: str) -> None:
    text, parts = PLANTED[kind]
    said = ""
    with httpx.Client(base_url=watched.url, timeout=30) as client:
        for message in (START, {"text": text}, {"text": text}, {"text": f"/{text}"}):
            response = client.post("/api/chat", json=message)
            assert response.status_code == 200
            said += json.dumps(response.json(), ensure_ascii=False).lower()
        for path, name in (("guidance", "text"), ("questions", "question")):
            response = client.post(f"/api/v1/{path}", json={name: text})
            assert response.status_code == 200
            said += json.dumps(response.json(), ensure_ascii=False).lower()
        said += client.get("/metrics").text.lower()
    for name, content in {**_written(watched), "what the bot said": said}.items():
        assert [part for part in parts if _stands_in(part, content)] == [], name


def test_data_beside_the_text_is_nowhere(watched: Server) -> None:
    """In headers, the query, the address, a broken body, fields that nobody asked for, and a choice."""
    secret = "Zebulonetta"
    with httpx.Client(base_url=watched.url, timeout=30) as client:
        client.headers.update({"user-agent": secret, "referer": f"{watched.url}{secret}", "x-name": secret})
        client.cookies.set("name", secret)
        for body in (
            {"text": "hello", "metadata": {"name": secret}},
            {"text": "hello", "sender": secret},
            {"event": secret},
            {"choice": {"question": "opening", "turn": 1, "value": secret}},
            {"choice": {"question": secret, "turn": 1, "value": "yes"}},
            {"choice": {"question": "opening", "turn": 1, "value": {secret: [secret]}}},
        ):
            client.post("/api/chat", params={"name": secret}, json=body)
        broken = {"content": f'{{"text": "{secret}', "headers": {"content-type": "application/json"}}
        for path in ("chat", "v1/guidance", "v1/questions", "v1/timescales"):
            client.post(f"/api/{path}", **broken)
        client.post("/api/v1/guidance", json={"facts": {"role": secret}, "at": secret})
        client.post("/api/v1/guidance", json={"text": "hello", secret: secret})
        client.get("/api/v1/indicators", params={"area": secret}, headers={"if-none-match": secret})
        client.get("/api/v1/content", headers={"authorization": f"Bearer {secret}", "x-request-id": secret})
        client.get(f"/{secret}")
        client.delete("/api/chat", params={"name": secret})
    for name, content in _written(watched).items():
        where = [line for line in content.splitlines() if secret.lower() in line]
        assert where == [], f"{name}: {where[0][:300]}"
