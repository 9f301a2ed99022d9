"""Text → the Markdown that cards of Teams read: text stays text, numbers can be rung, addresses followed.

Teams knows bold, italics, lists and links (Microsoft, "Format cards in Microsoft Teams"). Some phones show a
backslash as it is, so one is put only before what would otherwise be read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

from bot.channels.teams.words import say

_MARKUP = re.compile(
    r"[*`\\]"  # emphasis, code, escapes
    r"|(?<![^\W_])_|_(?![^\W_])"  # emphasis too, unless it stands inside a word
    r"|(?<=\])[(:]"  # where the target of a link would begin
    r"|~(?=~)|(?<=~)~"
    r"|&(?=#?\w+;)"
    r"|<(?=[a-z/!])",
    re.IGNORECASE,
)
_LIST_OR_HEADING = re.compile(r"[-+](?=\s|$)|>|#{1,6}(?=\s|$)")
_NUMBERED = re.compile(r"(\d{1,9})(?=[.)](?:\s|$))")
# telephone numbers as people write them here, and web addresses: the same as in bot/web/dom.js
_LINKS = (
    r"""https://[^\s<>"']*[^\s<>"'.,;:)\]]"""
    r"|(?<![\d/.-])0\d{2,5}(?: \d{2,6}){1,3}(?![\d/-])"
    r"|(?<![\d/.-])0\d{9,10}(?![\d/-])"
)
_NUMBER = re.compile(r"0(\d{9,10}|8001111)")
_LINE = re.compile(r"\s*\n\s*")


def escaped(text: str) -> str:
    """The text with a backslash before what would be read as markup; no links are made."""
    text = _inside(text)
    if _LIST_OR_HEADING.match(text):
        return "\\" + text
    return _NUMBERED.sub(r"\1\\", text, count=1) if _NUMBERED.match(text) else text


def linked(text: str, *, urgent: bool = False) -> str:
    """The text as Markdown, each line a paragraph. ``urgent`` makes a link of the emergency number too."""
    return "\n\n".join(_line(line, urgent) for line in _LINE.split(text.strip()) if line)


def bold(text: str) -> str:
    """The text in bold, without links; empty for an empty one."""
    return f"**{escaped(text.strip())}**" if text.strip() else ""


def link(label: str, address: str) -> str:
    """A link. No character of the address ends it early."""
    return f"[{escaped(label)}]({quote(address, safe=';/?:@&=+$,#%~!-._')})"


def listed(items: Sequence[str], *, numbered: bool = False) -> str:
    """Items that are Markdown already, as a list. Teams starts a new item at a carriage return."""
    marks = (f"{number}. " if numbered else "- " for number in range(1, len(items) + 1))
    return "\r".join(mark + item for mark, item in zip(marks, items))


def _line(line: str, urgent: bool) -> str:
    done, at = "", 0
    for found in _links(urgent).finditer(line):
        address = _address(found.group())
        if address is not None:
            done += _text(line[at : found.start()], at) + link(found.group(), address)
            at = found.end()
    return done + _text(line[at:], at)


def _text(text: str, at: int) -> str:
    return escaped(text) if at == 0 else _inside(text)


def _inside(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def _address(found: str) -> str | None:
    """Where it leads: a web address, or a number with as many digits as numbers have here."""
    if found.startswith("https:"):
        return found
    digits = found.replace(" ", "")
    return f"tel:{digits}" if _NUMBER.fullmatch(digits) or digits == say("urgent_number") else None


@lru_cache(maxsize=2)
def _links(urgent: bool) -> re.Pattern[str]:
    number = rf"|(?<![\d,.£]){say('urgent_number')}(?!\d|[,.]\d)" if urgent else ""
    return re.compile(_LINKS + number)
