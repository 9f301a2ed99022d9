"""Conversations to measure with: one turn at a time, each timed."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import httpx

SENTENCE = "A girl of nine told me that her stepdad hits her with a belt when he has been drinking."
_STARTER_SAYS = ("hello", "I am very sad", "yes", "hi", "I am great", "are you a bot?", "bye")
_OURS_SAYS = ("hello", SENTENCE, "why do you ask?", "help", "just give me the number", "start again")
_names = itertools.count()


class Player(Protocol):
    """One conversation; every call is one turn."""

    def turn(self) -> None:
        """Take the next turn. Raises if it is not answered."""


class RestPlayer:
    """Says a few sentences in turn over Rasa's own REST channel."""

    def __init__(self, client: httpx.Client, says: tuple[str, ...]) -> None:
        """A new conversation."""
        self._client = client
        self._says = itertools.cycle(says)
        self._sender = f"bench-{time.monotonic_ns()}-{next(_names)}"

    @classmethod
    def starter(cls, client: httpx.Client) -> RestPlayer:
        """A conversation with the starter."""
        return cls(client, _STARTER_SAYS)

    @classmethod
    def ours(cls, client: httpx.Client) -> RestPlayer:
        """A conversation with our bot under standard Rasa."""
        return cls(client, _OURS_SAYS)

    def turn(self) -> None:
        """Say the next sentence."""
        body = {"sender": self._sender, "message": next(self._says)}
        response = self._client.post("/webhooks/rest/webhook", json=body)
        response.raise_for_status()
        if not isinstance(response.json(), list):
            raise ValueError("not an answer")


class ButtonPlayer:
    """Chooses its way through ``guidance serve``, from the opening to the answer and on."""

    def __init__(self, client: httpx.Client) -> None:
        """A new browser."""
        self._client = httpx.Client(base_url=client.base_url, timeout=client.timeout)
        self._asked: dict[str, Any] | None = None
        self._picks = itertools.count()

    def turn(self) -> None:
        """Open the page, then answer whatever is asked."""
        body: dict[str, Any] = {"event": "start"} if self._asked is None else {"choice": self._choice()}
        self._asked = _post(self._client, body)

    def _choice(self) -> dict[str, Any]:
        asked = self._asked or {}
        if asked["kind"] == "choices":
            value: Any = self._pick(asked["options"])
        else:
            value = {
                field["id"]: [field["options"][0]["value"]] if field["many"] else field["options"][0]["value"]
                for field in asked["fields"]
                if field["options"]
            }
        return {"question": asked["question"], "turn": asked["turn"], "value": value}

    def _pick(self, options: list[dict[str, Any]]) -> str:
        """Work the case through first; later one option after another, but never throw the case away."""
        values = [option["value"] for option in options]
        if "work_it_through" in values:
            return "work_it_through"
        kept = [value for value in values if value not in ("new_case", "start_again", "stop", "ask_question")]
        return str(kept[next(self._picks) % len(kept)])


class TextPlayer:
    """Types one sentence again and again to ``guidance serve``."""

    def __init__(self, client: httpx.Client) -> None:
        """A new browser."""
        self._client = httpx.Client(base_url=client.base_url, timeout=client.timeout)

    def turn(self) -> None:
        """Type the sentence."""
        _post(self._client, {"text": SENTENCE})


def _post(client: httpx.Client, body: dict[str, Any]) -> dict[str, Any]:
    response = client.post("/api/chat", json=body)
    response.raise_for_status()
    messages: list[dict[str, Any]] = response.json()["messages"]
    return next(message for message in reversed(messages) if "question" in message)


def latencies(
    client: httpx.Client, player: Callable[[httpx.Client], Player], conversations: int, turns: int
) -> list[list[float]]:
    """Seconds of each turn, by conversation, one conversation after another."""
    return [list(_timed(player(client), turns)) for _ in range(conversations)]


def turns_per_second(url: str, player: Callable[[httpx.Client], Player], at_once: int, turns: int) -> float:
    """How many turns are answered each second when so many conversations go on at once."""
    with httpx.Client(base_url=url, timeout=120) as client, ThreadPoolExecutor(at_once) as pool:
        started = time.monotonic()
        for _ in pool.map(lambda one: list(_timed(one, turns)), [player(client) for _ in range(at_once)]):
            pass
        return at_once * turns / (time.monotonic() - started)


def _timed(player: Player, turns: int) -> Iterator[float]:
    for _ in range(turns):
        started = time.perf_counter()
        player.turn()
        yield time.perf_counter() - started
