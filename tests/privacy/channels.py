"""Every way in, and personal data put into all of it. Each function gives what the server handed back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import httpx
from docx import Document
from pypdf import PdfReader

from tests.privacy.planted import CALM, NAME, TEXT, WORD
from tests.server.conftest import Server
from tests.teams.conftest import User
from tests.training.conftest import field_of, signed_in, token_of
from tests.training.people import Room, create, vote

HEADERS = {"User-Agent": WORD, "X-Name": WORD, "Forwarded-Name": WORD, "X-Request-ID": WORD}

_SHOWN = ("summary", "text", "attachments")
_WRITTEN = {
    **dict.fromkeys(("saw", "told", "child_words", "opinion", "reason", "consulted", "contacted"), TEXT),
    "decision": "strategy_discussion",
}


@contextmanager
def browser(server: Server, accept: str = "text/html") -> Iterator[httpx.Client]:
    """A browser that tells a name wherever it can."""
    headers = {**HEADERS, "Accept": accept, "Referer": f"{server.url}{WORD}"}
    with httpx.Client(base_url=server.url, timeout=30, headers=headers) as client:
        client.cookies.set("name", WORD)
        yield client


def web_chat(server: Server) -> str:
    """Words, choices and what stands beside them; the page without scripts; a record in every format."""
    said: list[Any] = []
    with browser(server) as client:
        for body in ({"event": "start"}, {"text": TEXT}, {"text": f"/{TEXT}"}):
            said.append(_turn(client, body))
        wrong = {**_WRITTEN, "review": TEXT, "decision": NAME, "make": "yes", "session": WORD}
        assert client.post("/record", data=wrong).status_code == 400
        made = client.post("/record", data={**_WRITTEN, "make": "yes"})
        assert made.status_code == 303, made.text
        place = made.headers["location"]
        said += [client.get(place).text, client.get(f"{place}/txt").text]
        said.append(_pdf(client.get(f"{place}/pdf")))
        word = Document(BytesIO(client.get(f"{place}/docx").content))
        said.append("\n".join(paragraph.text for paragraph in word.paragraphs))
        client.get(f"/record/{WORD}")
        client.get(f"/record/{WORD}/{WORD}")
        client.post(f"/record/{WORD}/delete")
        for value in (WORD, {WORD: [WORD]}, [WORD]):
            choice = {"question": "opening", "turn": 1, "value": value}
            client.post("/api/chat", json={"choice": choice, "metadata": {"name": WORD}, "sender": WORD})
            client.post("/api/chat", json={"choice": choice}, params={"name": WORD})
        client.post("/api/chat", json={"choice": {"question": WORD, "turn": 1, "value": "yes"}, "id": WORD})
        client.post("/api/chat", content=f'{{"text": "{TEXT}', headers={"content-type": "application/json"})
        said.append(client.post("/plain", data={"text": TEXT, "question": WORD, "turn": "1"}).text)
        for path in (f"/{WORD}", f"/static/{WORD}", f"/?name={WORD}", f"/api/dates.ics?anchor={WORD}"):
            client.get(path)
    with browser(server) as client:
        said.append(_turn(client, {"text": f"Is there parking at a core group for {NAME}?"}))
        client.delete("/api/chat", params={"name": WORD})
    return _all(said)


def exercise(server: Server) -> str:
    """An exercise of the web chat: the questions and reasons in words, and a certificate."""
    answers: dict[str, Any] = {
        "opening": "training",
        "training_choose": "all",
        "training_pick": "separated_parents",
        "training_vote": {"training_route": "early_help", "training_urgency": "soon"},
    }
    said = []
    with browser(server) as client:
        reply = _turn(client, {"event": "start"})
        while (asked := reply["messages"][-1])["question"] != "training_end":
            if asked["question"] in ("training_wanted", "training_why"):
                reply = _turn(client, {"text": f"I would ask how mornings go. {CALM}"})
                if reply["messages"][-1]["question"] == "training_real":
                    reply = _turn(client, _choice(reply["messages"][-1], "no"))
            else:
                first = asked["options"][0]["value"] if asked["kind"] == "choices" else None
                reply = _turn(client, _choice(asked, answers.get(asked["question"], first)))
            said.append(reply)
        (link,) = [one["url"] for one in reply["messages"] if one["kind"] == "link"]
        # a certificate is in the name that is typed in: it is handed out, and it is not kept
        assert client.post(link, data={"name": NAME}).status_code == 200
        client.post(f"/training/certificate/{WORD}", data={"name": NAME})
        client.get(f"/training/certificate/{WORD}")
    return _all(said)


def api(server: Server, key: str) -> str:
    """Facts, texts and questions of another system."""
    with browser(server, "application/json") as client:
        client.post("/api/v1/questions", json={"question": TEXT}, headers={"Authorization": f"Bearer {WORD}"})
        client.headers["Authorization"] = f"Bearer {key}"
        facts = {"home": "bolton", "role": "teacher", "age": "5_to_9"}
        replies = [
            client.post("/api/v1/guidance", json={"facts": facts, "text": TEXT}),
            client.post("/api/v1/guidance", json={"facts": {**facts, "home": TEXT}}),
            client.post("/api/v1/guidance", json={"text": TEXT, WORD: TEXT}),
            client.post("/api/v1/guidance", json={"text": TEXT, "at": WORD}),
            client.post("/api/v1/questions", json={"question": TEXT}),
            client.post("/api/v1/timescales", json={"anchor": TEXT, "on": WORD}),
            client.get("/api/v1/timescales", params={"anchor": WORD, "on": TEXT}),
            client.get("/api/v1/indicators", params={"area": WORD}, headers={"If-None-Match": WORD}),
        ]
    assert [reply.status_code for reply in replies] == [200, 400, 400, 400, 200, 400, 400, 400]
    return _all(reply.text for reply in replies)


def training_room(server: Server, facilitator: str) -> str:
    """A session with its votes in words, and everything that can be taken away from it."""
    said = []
    with browser(server) as trainer, browser(server) as stranger:
        for path in ("/join", f"/join/{WORD}"):
            stranger.post(path, data={"code": NAME, "role": NAME, "key": NAME})
        stranger.get(f"/join/{WORD}")
        for path in ("vote", "warning", "leave"):
            stranger.post(f"/room/{path}", data={"place": NAME, "wanted": TEXT, "why": TEXT, "takes": NAME})
        signed_in(trainer, facilitator)
        token = token_of(trainer.get("/training"))
        trainer.post("/training", data={"token": token, "exercise": NAME, "area": NAME, "seconds": NAME})
        room = create(trainer, "separated_parents")
        participants = [_joined(server, room) for _ in range(5)]
        trainer.post(f"{room.place}/move", data={"token": token, "version": NAME, "move": NAME})
        trainer.post(f"{room.place}/show", data={"token": token, "version": NAME, "what": NAME})
        room.move()
        for client in participants:
            answer = vote(client, wanted=TEXT, why=TEXT)
            assert answer.status_code == 200, answer.text
        room.move()
        room.show("reasons")
        said += [room.page(), room.screen(), participants[0].get("/room").text, _pdf(room.report("pdf"))]
        said += [room.report(kind).text for kind in ("csv", "xapi")]
        room.report(WORD)
        said += [trainer.get(f"/training/{page}").text for page in ("compare", "disagreements")]
        for page in ("", "/screen", "/live"):
            trainer.get(f"/training/session/{WORD}{page}")
        trainer.post(f"/training/session/{WORD}/delete", data={"token": token})
        for client in participants:
            client.close()
    return _all(said)


def accounts(server: Server, analyst: str) -> str:
    """Signing in as nobody, one's own account, and the pages for analysts."""
    said = []
    with browser(server) as client:
        token = token_of(client.get("/sign-in", params={"next": f"/{WORD}"}))
        form = {"token": token, "login": NAME, "password": TEXT[:100], "next": f"/{WORD}"}
        assert client.post("/sign-in", data=form).status_code == 401
        signed_in(client, analyst)
        token = token_of(client.get("/account"))
        wrong = {"token": token, "old": TEXT[:100], "new": TEXT[:100]}
        assert client.post("/account", data=wrong).status_code == 400
        said.append(client.get("/insight").text)
        said.append(client.get("/insight/figures.csv").text)
        client.get("/insight", params={"month": WORD})
        shown = client.get("/insight/review", params={"seed": NAME}).text
        assert "zinc spoon" in shown
        said.append(shown.replace(f'value="{NAME}"', ""))  # the form shows again what was typed into it
        client.post("/sign-out", data={"token": token})
    return _all(said)


def teams(user: User) -> str:
    """Messages, buttons, an edit and a group chat, from somebody with a name; and the record's page."""
    user.says("hello", until="Work through a worry")
    message, data = user.button("Work through a worry")
    pressed = {**data, "name": NAME, "value": WORD}
    user.post(user.activity(value=pressed, replyToId=message))
    action = {"action": {"type": "Action.Execute", "verb": WORD, "data": pressed}, "trigger": WORD}
    user.post(user.activity("invoke", name="adaptiveCard/action", value=action, replyToId=message))
    user.says(TEXT, until="A few short questions")
    user.post(user.activity("messageUpdate", text=TEXT, channelData={"eventType": "editMessage"}))
    user.post(user.activity(text=TEXT), path="webhooks/teams/webhook")
    user.post(user.in_group(f"{TEXT} What is a section 47 enquiry?"))
    user.says("Remind me to chase the decision", until="I will write to you here on")
    user.post({**user.activity(text=TEXT), "channelId": WORD})
    user.post(user.activity(text=TEXT), token="a.b.c")
    said = user.says("make a record", until="/teams/record?link=")
    link = re.search(r"/teams/record\?link=[\w.-]+", said)
    assert link
    with browser(user.server) as client:
        client.get(link[0])
        made = client.post("/teams/record", data={**_WRITTEN, "make": "yes", "session": WORD})
        assert made.status_code == 303, made.text
        pages = [client.get(made.headers["location"]).text]
        client.get(f"/teams/record/{WORD}")
        client.get(f"/teams/record/{WORD}/{WORD}")
        client.post(f"/teams/record/{WORD}/delete")
        client.get("/teams/record", params={"link": WORD})
    # without the conversation that a message goes to, which Teams has named
    return _all([*pages, *({name: one.get(name) for name in _SHOWN} for one in user.answers)])


def _joined(server: Server, room: Room) -> httpx.Client:
    client = httpx.Client(base_url=server.url, timeout=30, headers={**HEADERS, "Accept": "text/html"})
    key = field_of(client.get(f"/join/{room.code}"), "key")
    form = {"key": key, "role": "teacher", "name": NAME}
    assert client.post(f"/join/{room.code}", data=form).status_code == 303
    return client


def _turn(client: httpx.Client, body: dict[str, Any]) -> Any:
    response = client.post("/api/chat", json=body)
    assert response.status_code == 200, response.text
    return response.json()


def _choice(asked: dict[str, Any], value: Any) -> dict[str, Any]:
    return {"choice": {"question": asked["question"], "turn": asked["turn"], "value": value}}


def _pdf(response: httpx.Response) -> str:
    assert response.headers["content-type"] == "application/pdf", response.text
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)


def _all(said: Any) -> str:
    return "\n".join(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in said)
