"""The record as plain text."""

from __future__ import annotations

from bot.record.model import Part, Record

_BLANK = "." * 40


def to_text(record: Record) -> str:
    """The record, ready to paste. An empty place is a dotted line."""
    parts = "\n\n".join(map(_part, record.parts))
    return f"{record.title.upper()}\n{record.promise}\n\n{parts}\n"


def _part(part: Part) -> str:
    lines = [part.heading.upper(), *part.text]
    lines += [f"{label}: {value or _BLANK}" for label, value in part.pairs]
    lines += [f"- {item}" for item in part.bullets]
    return "\n".join(lines)
