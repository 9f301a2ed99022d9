"""The elements of an Adaptive Card that our cards are made of: 1.5, the newest that Teams shows for bots.

Property names and values are those of Microsoft's schema; the tests hold every card against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from bot.channels.teams.markdown import bold, escaped, linked
from bot.channels.teams.words import say

Element: TypeAlias = dict[str, Any]


def text_block(markdown: str, **properties: Any) -> Element:
    """A text that wraps. ``markdown`` is escaped already."""
    return {"type": "TextBlock", "text": markdown, "wrap": True, **properties}


def paragraph(text: str, *, urgent: bool = False, **properties: Any) -> Element:
    """A text as it is, in which numbers can be rung."""
    return text_block(linked(text, urgent=urgent), **properties)


def heading(text: str, *, size: str = "Medium", urgent: bool = False, **properties: Any) -> Element:
    """A text that screen readers find as a heading."""
    return paragraph(text, urgent=urgent, style="heading", size=size, weight="Bolder", **properties)


def hint(text: str, **properties: Any) -> Element:
    """A text that stands back."""
    return paragraph(text, isSubtle=True, spacing="Small", **properties)


def container(items: Sequence[Element], **properties: Any) -> Element:
    """Elements that belong together."""
    return {"type": "Container", "items": list(items), **properties}


def columns(*parts: tuple[str, Sequence[Element]], **properties: Any) -> Element:
    """Elements side by side, each part with its width: "auto", "stretch" or pixels such as "90px"."""
    shown = [{"type": "Column", "width": width, "items": list(items)} for width, items in parts]
    return {"type": "ColumnSet", "columns": shown, **properties}


def buttons(*actions: Element, **properties: Any) -> Element:
    """A row of actions."""
    return {"type": "ActionSet", "actions": list(actions), **properties}


def toggle(title: str, ids: Sequence[str]) -> Element:
    """A button that shows the elements with these ids, and hides them again."""
    return {"type": "Action.ToggleVisibility", "title": title, "targetElements": list(ids)}


def open_url(title: str, address: str) -> Element:
    """A button that opens a web address in the browser."""
    return {"type": "Action.OpenUrl", "title": title, "url": address}


def submit(title: str, data: Mapping[str, Any]) -> Element:
    """A button that sends ``data`` and every input of its card."""
    return {"type": "Action.Submit", "title": title, "data": dict(data)}


def pressed(items: Sequence[Element], action: Element, **properties: Any) -> Element:
    """Elements that are a button as a whole. Its words wrap; those of an action set may be cut."""
    return container(items, selectAction=action, style="emphasis", **properties)


def folded(title: str, items: Sequence[Element], key: str) -> list[Element]:
    """Elements behind a line that shows and hides them. ``key`` is an id that is used nowhere else."""
    line = columns(
        ("stretch", [text_block(bold(title))]),
        ("auto", [text_block(escaped(say("fold")), color="Accent")]),
    )
    fold = pressed([line], toggle(f"{title}: {say('fold')}", [key]), spacing="Small")
    return [fold, container(items, id=key, isVisible=False)]
