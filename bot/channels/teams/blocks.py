"""What is said → the elements of a card. One function a kind of bot/dialogue/message.py."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from bot.channels.teams.elements import (
    Element,
    buttons,
    container,
    folded,
    heading,
    hint,
    open_url,
    paragraph,
    text_block,
    toggle,
)
from bot.channels.teams.markdown import bold, escaped, link, linked, listed
from bot.channels.teams.words import say

Said = Mapping[str, Any]
_TEL = re.compile(r"tel:\+?\d+")


class Place(NamedTuple):
    """Where a message stands: a key that no other has on its card, and how addresses are made of paths."""

    key: str
    link: Callable[[str], str]

    def below(self, number: int) -> Place:
        """The place of its part with this number."""
        return Place(f"{self.key}.{number}", self.link)


def elements(message: Said, place: Place) -> list[Element]:
    """The elements that show a message; none for a question, which bot/channels/teams/asked.py shows.

    A kind that is not known here is shown by its words, as in the web chat.
    """
    show = _SHOW.get(message["kind"], _unknown)
    return show(message, place)


def answer_top(message: Said) -> Element:
    """The suggestion in two lines; that it is a red flag is said first, and in words."""
    is_flag = message["red_flag"]
    flag = [text_block(bold(say("red_flag")), size="Medium")] if is_flag else []
    top = heading(message["heading"], size="Large", urgent=True, spacing="Small" if is_flag else "Default")
    lead = paragraph(message["lead"], urgent=True)
    return container([*flag, top, lead], style="attention" if is_flag else "emphasis", bleed=True)


def _text(message: Said, place: Place) -> list[Element]:
    return [paragraph(part) for part in message["text"].split("\n\n") if part.strip()]


def _alert(message: Said, place: Place) -> list[Element]:
    items = [heading(message["heading"], urgent=True), paragraph(message["text"], urgent=True)]
    return [container(items, style="attention", bleed=True)]


def _steps(message: Said, place: Place) -> list[Element]:
    items = [
        " ".join(filter(None, (bold(f"{when.rstrip('.:')}:") if when else "", linked(what, urgent=True))))
        for what, when in message["items"]
    ]
    return [text_block(listed(items, numbered=True))] if items else []


def _bullets(message: Said, place: Place) -> list[Element]:
    items = [linked(item) for item in message["items"]]
    return [text_block(listed(items))] if items else []


def _facts(message: Said, place: Place) -> list[Element]:
    # a fact set keeps its labels on one line and leaves long values no room on a phone
    rows = ([text_block(bold(label)), paragraph(value, spacing="None")] for label, value in message["items"])
    return list(chain.from_iterable(rows))


def _contacts(message: Said, place: Place) -> list[Element]:
    return [_contact(one, separator=number > 0) for number, one in enumerate(message["items"])]


def _contact(one: Said, *, separator: bool) -> Element:
    number = link(one["phone"], one["tel"]) if _TEL.fullmatch(one["tel"]) else escaped(one["phone"])
    items = [
        text_block(bold(one["name"])),
        text_block(number, size="Large", weight="Bolder", spacing="Small") if number else None,
        paragraph(one["availability"], spacing="Small") if one["availability"] else None,
        text_block(link(one["email"], f"mailto:{one['email']}"), spacing="Small") if one["email"] else None,
        text_block(_website(one), spacing="Small") if one["url"] else None,
        hint(one["purpose"]) if one["purpose"] else None,
        hint(one["certainty"]) if one["certainty"] else None,
    ]
    return container([item for item in items if item], separator=separator)


def _website(one: Said) -> str:
    is_address = one["url"].startswith(("https://", "http://"))
    return link(say("website", name=one["name"]), one["url"]) if is_address else escaped(one["url"])


def _reasons(message: Said, place: Place) -> list[Element]:
    shown: list[Element] = []
    sources: list[str] = []
    for number, one in enumerate(message["items"]):
        shown.append(paragraph(one["text"]))
        if one["certainty"]:
            shown.append(hint(one["certainty"]))
        if one["source"]:
            sources.append(place.below(number).key)
            shown.append(_source(one["source"], sources[-1]))
    return [*shown, *_sources_button(sources)]


def _source(source: str, key: str) -> Element:
    return hint(say("source", source=source), id=key, isVisible=False)


def _sources_button(ids: Sequence[str]) -> list[Element]:
    return [buttons(toggle(say("sources"), ids))] if ids else []


def _dates(message: Said, place: Place) -> list[Element]:
    rows, sources = [], []
    for number, one in enumerate(message["items"]):
        sources.append(place.below(number).key)
        rows.append(_date(one, sources[-1]))
    return [
        heading(message["caption"]),
        *([text_block(listed([bold(line) for line in message["summary"]]))] if message["summary"] else []),
        *rows,
        *_sources_button(sources),
        *(buttons(_open(one, place), spacing="Small") for one in message["links"]),
        *map(hint, message["notes"]),
    ]


def _date(one: Said, key: str) -> Element:
    """A row of the table, its cells below one another: a phone has no room for them side by side."""
    below = [hint(one[part]) for part in ("rule", "note", "certainty") if one[part]]
    return container(
        [
            text_block(bold(one["what"])),
            text_block(f"{escaped(one['due'])} – {bold(one['status'])}", spacing="Small"),
            *below,
            _source(one["source"], key),
        ],
        separator=True,
    )


def _what_if(message: Said, place: Place) -> list[Element]:
    items = [f"{bold(f'{label}:')} {linked(says)}" for label, says in message["options"]]
    return [text_block(bold(say("what_if", ask=message["ask"]))), text_block(listed(items), spacing="Small")]


def _draft(message: Said, place: Place) -> list[Element]:
    """The text as it is to be read, without markup, and behind a button in a box that any screen can copy."""
    lines = [{"type": "TextRun", "text": line, "fontType": "Monospace"} for line in _kept(message["text"])]
    box = {
        "type": "Input.Text",
        "id": place.below(0).key,
        "label": message["title"],
        "isMultiline": True,
        "value": message["text"],
    }
    return [
        heading(message["title"]),
        hint(message["note"]),
        container([{"type": "RichTextBlock", "inlines": [line]} for line in lines], style="emphasis"),
        *folded(message["copy"], [hint(say("copy_how")), box], place.below(1).key),
    ]


def _kept(text: str) -> list[str]:
    """Paragraphs with their line breaks: a run has no other way to hold them."""
    return [part for part in text.split("\n\n") if part.strip()]


def _open(message: Said, place: Place) -> Element:
    return open_url(message["label"], place.link(message["url"]))


def _link(message: Said, place: Place) -> list[Element]:
    return [buttons(_open(message, place))]


def _section(message: Said, place: Place) -> list[Element]:
    inside = chain.from_iterable(
        elements(block, place.below(number)) for number, block in enumerate(message["blocks"])
    )
    if message["folded"]:
        return folded(message["heading"], list(inside), place.key)
    return [heading(message["heading"], separator=True, spacing="Medium"), *inside]


def _answer(message: Said, place: Place) -> list[Element]:
    parts = (elements(part, place.below(number)) for number, part in enumerate(message["sections"]))
    return [answer_top(message), *chain.from_iterable(parts)]


def _unknown(message: Said, place: Place) -> list[Element]:
    known = (message.get(part) for part in ("heading", "lead", "text"))
    return [paragraph(part) for part in known if isinstance(part, str) and part]


_SHOW: Mapping[str, Callable[[Said, Place], list[Element]]] = {
    "text": _text,
    "alert": _alert,
    "steps": _steps,
    "bullets": _bullets,
    "facts": _facts,
    "contacts": _contacts,
    "reasons": _reasons,
    "dates": _dates,
    "what_if": _what_if,
    "draft": _draft,
    "link": _link,
    "section": _section,
    "answer": _answer,
}
