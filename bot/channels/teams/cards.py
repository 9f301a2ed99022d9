"""The messages of one reply → Adaptive Cards, in order; a used card → the same with nothing to answer.

Short messages share a card with each other and with the question that follows. A suggestion, a table of dates
and a text to copy have cards of their own. What is too large goes on in the next card; no section is split.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from bot.channels.teams.asked import asked, choice_in, in_words, is_question
from bot.channels.teams.blocks import Place, Said, answer_top, elements
from bot.channels.teams.elements import Element, container, heading, hint, paragraph, text_block
from bot.channels.teams.markdown import bold, escaped
from bot.channels.teams.words import say
from bot.dialogue.plain import to_text

__all__ = ["LARGEST", "Card", "cards", "choice_in", "closed", "in_words", "ladder", "passed", "size"]

LARGEST = 25_000  # bytes; Teams takes 28 kB a card
_VERSION = "1.5"  # the newest that Teams shows for bots
_ALONE = ("answer", "dates", "draft")
_ASKED_WITH = 1_200  # characters; after more of them a question has a card of its own
_FALLBACK = 1_000  # characters for a client that cannot show this version
_SENDS = ("Action.Submit", "Action.Execute")


@dataclass(frozen=True)
class Card:
    """An Adaptive Card as JSON, and the same as plain text."""

    content: dict[str, Any]
    text: str


class _Part(NamedTuple):
    """What stays together on one card."""

    items: Sequence[Element]
    text: str


def cards(messages: Sequence[Said], link: Callable[[str], str]) -> list[Card]:
    """The messages of one reply, in their JSON form, as cards to be sent in this order.

    ``link`` makes an address of a path of this server. A card has fewer than ``LARGEST`` bytes, unless a
    single section has more.
    """
    made: list[Card] = []
    waiting: list[_Part] = []
    for number, message in enumerate(messages):
        place = Place(f"part{number}", link)
        if message["kind"] in _ALONE:
            made += [*_filled(waiting), *_filled(_parts(message, place), message.get("heading", ""))]
            waiting = []
        elif is_question(message):
            if sum(len(part.text) for part in waiting) > _ASKED_WITH:
                made += _filled(waiting)
                waiting = []
            made += _filled([*waiting, _Part(asked(message), to_text(message))])
            waiting = []
        else:
            waiting.append(_Part(elements(message, place), to_text(message)))
    return [*made, *_filled(waiting)]


def closed(content: Mapping[str, Any], chosen: str) -> Card:
    """A used card to take the place of the open one: nothing to answer is left, and what was chosen is said.

    ``chosen`` is in words, with a line for each question of a form (``in_words``). What only shows more or
    opens a page stays.
    """
    lines = [line for line in chosen.splitlines() if line.strip()]
    if len(lines) == 1:
        return _closed(content, [text_block(bold(say("chosen", chosen=lines[0])))])
    return _closed(content, [text_block(bold(say("answered"))), *map(paragraph, lines)])


def passed(content: Mapping[str, Any]) -> Card:
    """A card whose question was answered by typing, or is no longer open."""
    return _closed(content, [hint(say("typed_instead"))])


def ladder(so_far: Mapping[str, Any] | None) -> Card | None:
    """The area's levels of need, lowest first, with the suggested one said; None where no level is suggested.

    ``so_far`` is the JSON form of bot/dialogue/so_far.py that comes with a reply.
    """
    rungs = (so_far or {}).get("ladder") or ()
    if not any(rung["here"] for rung in rungs):
        return None
    title = say("ladder")
    lines = [f"{rung['name']} ({say('suggested')})" if rung["here"] else rung["name"] for rung in rungs]
    items = [_rung(rung["name"], here=rung["here"]) for rung in rungs]
    return _card([_Part([heading(title), *items], "\n".join([title.upper(), *lines]))])


def size(content: Mapping[str, Any]) -> int:
    """How many bytes a card has when it is sent."""
    return len(json.dumps(content))


def _parts(message: Said, place: Place) -> list[_Part]:
    if message["kind"] != "answer":
        return [_Part(elements(message, place), to_text(message))]
    top = _Part([answer_top(message)], to_text({**message, "sections": ()}))
    below = (
        _Part(elements(section, place.below(number)), to_text(section))
        for number, section in enumerate(message["sections"])
    )
    return [top, *below]


def _filled(parts: Sequence[_Part], name: str = "") -> list[Card]:
    """As many parts on each card as it holds; more cards than one say which part they are."""
    groups: list[list[_Part]] = []
    for part in parts:
        together = [*groups[-1], part] if groups else [part]
        if groups and size(_card([*together, _title(name, "99", "99")]).content) < LARGEST:
            groups[-1] = together
        else:
            groups.append([part])
    return [
        _card([_title(name, str(number), str(len(groups))), *group] if name and number > 1 else group)
        for number, group in enumerate(groups, 1)
    ]


def _title(name: str, number: str, parts: str) -> _Part:
    line = say("part", heading=name, part=number, parts=parts)
    return _Part([hint(line)], line)


def _card(parts: Sequence[_Part]) -> Card:
    text = "\n\n".join(part.text for part in parts)
    body = [item for part in parts for item in part.items]
    return Card(_content(body, text), text)


def _content(body: list[Element], text: str) -> dict[str, Any]:
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": _VERSION,
        "lang": "en",
        "msteams": {"width": "Full"},
        "fallbackText": _short(text),
        "body": body,
    }


def _short(text: str) -> str:
    """The beginning of a text, up to the end of a line."""
    return text if len(text) <= _FALLBACK else text[:_FALLBACK].rpartition("\n")[0] + "\n…"


def _rung(name: str, *, here: bool) -> Element:
    if not here:
        return container([text_block(escaped(name))], spacing="Small")
    words = f"{bold(name)} ({say('suggested')})"
    return container([text_block(words)], spacing="Small", style="accent")


def _closed(content: Mapping[str, Any], said: list[Element]) -> Card:
    body = [*_without_inputs(content["body"]), container(said, separator=True)]
    text = "\n\n".join([content["fallbackText"], *(item["text"] for item in said)])
    return Card({**content, "body": body, "fallbackText": text}, text)


def _without_inputs(items: Sequence[Any]) -> list[Any]:
    kept = []
    for item in items:
        whole = dict(item)
        if str(whole["type"]).startswith("Input."):
            continue
        for inner in ("items", "columns"):
            if inner in whole:
                whole[inner] = _without_inputs(whole[inner])
        if whole.get("selectAction", {}).get("type") in _SENDS:
            continue
        if whole.get("selectAction", {}).get("type") in _SENDS:
            continue
        if "actions" in whole:
            whole["actions"] = [one for one in whole["actions"] if one["type"] not in _SENDS]
            if not whole["actions"]:
                continue
        kept.append(whole)
    return kept
