"""Any message as plain text, for channels that have nothing better.

Works on the JSON form (``message.to_dict``), since that is what reaches a channel.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def to_text(message: Mapping[str, Any]) -> str:
    """Render one message. Options are numbered, so that a number can be typed as the answer."""
    text: str = _RENDER[message["kind"]](message)
    return text.strip()


def _options(options: list[Mapping[str, Any]]) -> str:
    return "\n".join(
        f"  {number}. {'[x] ' if option['chosen'] else ''}{option['label']}"
        + (f" ({option['hint']})" if option["hint"] else "")
        for number, option in enumerate(options, 1)
    )


def _choices(message: Mapping[str, Any]) -> str:
    return "\n".join(filter(None, (message["text"], message["hint"], _options(message["options"]))))


def _form(message: Mapping[str, Any]) -> str:
    parts = [message["text"], message["hint"]]
    for letter, part in zip("abcdefgh", message["fields"]):
        parts += [f"{letter}) {part['text']}", part["hint"], _options(part["options"])]
    return "\n".join(filter(None, parts))


def _steps(message: Mapping[str, Any]) -> str:
    return "\n".join(
        f"{number}. {f'{when}: ' if when else ''}{what}"
        for number, (what, when) in enumerate(message["items"], 1)
    )


def _bullets(message: Mapping[str, Any]) -> str:
    return "\n".join(f"- {item}" for item in message["items"])


def _facts(message: Mapping[str, Any]) -> str:
    return "\n".join(f"{label}: {value}" for label, value in message["items"])


def _contacts(message: Mapping[str, Any]) -> str:
    lines = []
    for contact in message["items"]:
        how = ", ".join(filter(None, (contact["phone"], contact["email"], contact["url"])))
        lines.append(f"- {contact['name']}" + (f": {how}" if how else ""))
        lines += [f"  {contact[part]}" for part in ("purpose", "availability", "certainty") if contact[part]]
    return "\n".join(lines)


def _reasons(message: Mapping[str, Any]) -> str:
    return "\n".join(
        f"- {reason['text']} [{reason['source']}]"
        + (f" {reason['certainty']}" if reason["certainty"] else "")
        for reason in message["items"]
    )


def _dates(message: Mapping[str, Any]) -> str:
    lines = [message["caption"].upper(), *message["summary"]]
    for one in message["items"]:
        lines.append(f"- {one['due']}: {one['what']}. {one['status']}.")
        lines.append("  " + " ".join(filter(None, (one["rule"], one["note"], one["certainty"]))))
        lines.append(f"  [{one['source']}]")
    return "\n".join([*lines, *message["notes"]])


def _section(message: Mapping[str, Any]) -> str:
    return "\n".join(filter(None, [message["heading"].upper(), *map(to_text, message["blocks"])]))


def _answer(message: Mapping[str, Any]) -> str:
    return "\n\n".join(
        [message["heading"].upper() + "\n" + message["lead"], *map(to_text, message["sections"])]
    )


_RENDER = {
    "text": lambda message: message["text"],
    "alert": lambda message: f"{message['heading'].upper()}\n{message['text']}",
    "choices": _choices,
    "form": _form,
    "steps": _steps,
    "bullets": _bullets,
    "facts": _facts,
    "contacts": _contacts,
    "reasons": _reasons,
    "dates": _dates,
    "what_if": lambda message: "",  # the lines beside it say the most telling answers
    "link": lambda message: f"{message['label']}: {message['url']}",
    "draft": lambda message: f"{message['title'].upper()}\n{message['note']}\n\n{message['text']}",
    "section": _section,
    "answer": _answer,
}
