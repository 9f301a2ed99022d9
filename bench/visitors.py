"""Visitors: whole conversations, partly typed and partly chosen, over one connection to each server.

A visitor checks that every turn counts once: the turn of each reply is one more than that of the last.
"""

from __future__ import annotations

import itertools
import json
import random
import time
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

HEADER = "X-Guidance-Session"
TYPED = (
    "I'm a teacher in Bolton. A boy of nine is often late for school and tired since his parents parted.",
    "A girl of nine told me that her stepdad hits her with a belt when he has been drinking.",
    "Health visitor in Wigan. Mum is low and in debt, an ex-partner was violent, appointments were missed.",
    "He is 14, missing since last night, has a new phone and will not say who gave it to him.",
    "They have no heating and the fridge was empty when I visited on Tuesday. Mum is willing to have help.",
    "A baby of three months has a bruise on the cheek and nobody can say how it came there.",
    "She is often hungry, her clothes are dirty, and nothing has changed since we talked with her mum.",
)
ASKED = (
    "How soon is the first core group?",
    "Do I need consent to refer?",
    "Who decides about a strategy discussion?",
)
_TURNS = 12  # of one conversation
_AGAIN = ("new_case", "start_again", "stop", "ask_question", "training")


class Lost(Exception):
    """A turn was lost, or counted twice."""


class Visitor:
    """Goes through one conversation after another; each turn goes to the next server."""

    def __init__(self, urls: list[str], seed: int, patience: float = 30) -> None:
        """``seed`` decides what is said."""
        self._random = random.Random(seed)
        self._patience = patience
        self._hosts = itertools.cycle([urlsplit(url).netloc for url in urls])
        self._connections: dict[str, HTTPConnection] = {}
        self._begin()

    def turn(self) -> float:
        """Take the next turn; the seconds until it was answered. Raises OSError, HTTPException or Lost."""
        if self._turn >= _TURNS:
            self._begin()
        body = {**self._next(), "id": f"{self._random.getrandbits(64):x}"}
        started = time.perf_counter()
        reply = self._post(body)
        taken = time.perf_counter() - started
        if reply["turn"] != self._turn + 1:
            raise Lost(f"turn {reply['turn']} came after {self._turn}")
        self._turn = reply["turn"]
        self._asked = next((one for one in reversed(reply["messages"]) if "question" in one), None)
        return taken

    def _begin(self) -> None:
        self._token, self._turn, self._asked = "", 0, None

    def _next(self) -> dict[str, Any]:
        """The page is opened, then a worry typed; later a question is typed now and then, the rest chosen."""
        if self._turn == 0:
            return {"event": "start"}
        if self._turn == 1:
            return {"text": self._random.choice(TYPED)}
        if self._asked is None or self._random.random() < 0.15:
            return {"text": self._random.choice(ASKED)}
        value = self._choice(self._asked)
        return {"choice": {"question": self._asked["question"], "turn": self._asked["turn"], "value": value}}

    def _choice(self, asked: dict[str, Any]) -> Any:
        if asked["kind"] == "choices":
            values = [option["value"] for option in asked["options"]]
            return self._random.choice([value for value in values if value not in _AGAIN] or values)
        chosen = {}
        for field in asked["fields"]:
            values = [option["value"] for option in field["options"]]
            if values:
                one = self._random.choice(values)
                chosen[field["id"]] = [one] if field["many"] else one
        return chosen

    def _post(self, body: dict[str, Any]) -> dict[str, Any]:
        host = next(self._hosts)
        connection = self._connections.setdefault(host, HTTPConnection(host, timeout=self._patience))
        headers = {"Content-Type": "application/json", HEADER: self._token}
        connection.request("POST", "/api/chat", json.dumps(body), headers)
        response = connection.getresponse()
        answer = response.read()
        if response.status != 200:
            raise HTTPException(f"{response.status} {answer[:200]!r}")
        self._token = response.getheader(HEADER) or self._token
        reply: dict[str, Any] = json.loads(answer)
        return reply
