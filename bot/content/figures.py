"""Figures and law that a text states without saying where they were read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.content.load import Content, Problem
from bot.content.problem import problem
from bot.content.texts import shown_texts

_COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)"
# what must rest on a source, and what it is called; ages and minutes need none
_FIGURES = (
    ("a phone number", re.compile(r"\b0\d{2,4} ?\d{3}[ \d]{3,}|\b\d{3} \d{3}\b|\b\d{5,}\b")),
    (
        "a length of time",
        re.compile(rf"\b{_COUNT}(?: (?:or|to) {_COUNT})?[ -](?:\w+ )?(?:hour|day|week|month)s?\b", re.I),
    ),
    ("a law", re.compile(r"\bsection \d+|\bAct \d{4}|\bs\.? ?\d{2}\b", re.I)),
    ("a share or a sum", re.compile(r"\d ?%|£ ?\d|\bper cent\b", re.I)),
)
_PLACEHOLDER = re.compile(r"\{[a-z_]+(?::[a-z0-9_]+)?\}")
# what a partnership is asked states nothing
_QUESTIONS = ("open_questions", "escalation.not_known")
_MEND = "name its sources, or use {contact:id} for a number"


def unsourced_figures(content: Content) -> Iterator[Problem]:
    """Texts with a phone number, a length of time, a law or a share, and no source."""
    for shown in shown_texts(content):
        if shown.sources or shown.field in _QUESTIONS:
            continue
        text = _PLACEHOLDER.sub("", shown.text)
        for what, pattern in _FIGURES:
            if found := pattern.search(text):
                message = f"{what} without a source: {found.group().strip()!r}"
                yield problem(content, shown.kind, shown.key, message, _MEND)


def national_numbers(content: Content) -> Iterator[Problem]:
    """Three-figure numbers to ring that no national contact holds."""
    known = {contact.phone for contact in content.contacts.values()}
    for shown in shown_texts(content):
        for number in re.findall(r"\b(?:ring|on|call|or) (\d{3})\b", shown.text):
            if number not in known:
                message = f"says to ring {number}, which no national contact holds"
                yield problem(
                    content, shown.kind, shown.key, message, "correct it, or add it to contacts.yml"
                )
