"""Records for the quality review: a sample drawn by chance, with nothing left that leads back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from bot.record.model import Part, Record, from_dict

MOST = 10


def drawn(kept: Mapping[str, Mapping[str, Any]], seed: str) -> tuple[Record, ...]:
    """Up to MOST of the ``kept`` records (by reference), the same for the same ``seed`` and records."""
    by_lot = sorted(kept, key=lambda reference: sha256(f"{seed} {reference}".encode()).digest())
    return tuple(unmarked(from_dict(kept[one])) for one in by_lot[:MOST])


def unmarked(record: Record) -> Record:
    """A record without its reference, its moment, and the lines for names and addresses."""
    marks = (record.reference, record.made)
    parts = (_unmarked(part, marks) for part in record.parts)
    return Record("", record.title, "", record.promise, tuple(part for part in parts if part is not None))


def _unmarked(part: Part, marks: Sequence[str]) -> Part | None:
    pairs = tuple((label, value) for label, value in part.pairs if value and not _has(value, marks))
    lines = tuple(line for line in part.text if not _has(line, marks))
    if part.pairs and not pairs:  # lines to write on by hand
        return None
    return Part(part.heading, lines, tuple(line for line in part.bullets if not _has(line, marks)), pairs)


def _has(text: str, marks: Sequence[str]) -> bool:
    return any(mark and mark in text for mark in marks)
