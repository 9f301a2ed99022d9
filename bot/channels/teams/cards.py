"""Stand-in until the real cards are merged: one card a message, plain text and buttons."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.problems import Problem
from bot.channels.request import Chosen, parse
from bot.dialogue.plain import to_text


@dataclass(frozen=True)
class Card:
    """An Adaptive Card, and the same as plain text."""

    content: dict[str, Any]
    text: str


def cards(messages: Sequence[Mapping[str, Any]], link: Callable[[str], str]) -> list[Card]:
    """The messages of one reply as cards, in order. ``link`` makes a server path an absolute address."""
    return [_card(message, link) for message in messages]


def _card(message: Mapping[str, Any], link: Callable[[str], str]) -> Card:
    text = to_text(message)
    actions: list[dict[str, Any]] = [
        {
            "type": "Action.Submit",
            "title": option["label"],
            "data": {
                "question": message["question"],
                "turn": message["turn"],
                "value": option["value"],
            },
        }
        for option in message.get("options", ())
    ]
    if message["kind"] == "link":
        actions = [{"type": "Action.OpenUrl", "title": message["label"], "url": link(message["url"])}]
    body = [{"type": "TextBlock", "text": text, "wrap": True}]
    return Card({"type": "AdaptiveCard", "version": "1.5", "body": body, "actions": actions}, text)


def closed(content: Mapping[str, Any], chosen: str) -> Card:
    """The card without its buttons, and what was chosen."""
    body = [*content["body"], {"type": "TextBlock", "text": chosen, "wrap": True}]
    return Card({**content, "body": body, "actions": []}, chosen)


def choice_in(value: Mapping[str, Any]) -> dict[str, Any] | None:
    """The choice that a button sends, None if it is none of ours."""
    try:
        said = parse(json.dumps({"choice": dict(value)}).encode()).said
    except Problem:
        return None
    return said.choice if isinstance(said, Chosen) else None


def in_words(content: Mapping[str, Any], choice: Mapping[str, Any]) -> str:
    """What was chosen on a card, in words."""
    titles = {action["data"]["value"]: action["title"] for action in content["actions"] if "data" in action}
    return titles.get(choice["value"], "") if isinstance(choice["value"], str) else ""


def passed(content: Mapping[str, Any]) -> Card:
    """A card whose question is no longer open."""
    return closed(content, "")


def ladder(so_far: Mapping[str, Any] | None) -> Card | None:
    """The levels of need as a card; None where no level is suggested."""
    return None
