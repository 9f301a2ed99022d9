"""``guidance read``: what was understood of a text, clause by clause, and how."""

from __future__ import annotations

import json

from bot.content.load import load
from bot.reading import Reader, Reading


def read(text: str, *, as_json: bool = False) -> str:
    """The reading of ``text`` for people, or as JSON. Raises ContentError when the content cannot be used."""
    content = load()
    reading = Reader.taught(content).read(text)
    if as_json:
        return json.dumps(reading.to_dict(), ensure_ascii=False)
    return "\n".join((*_redacted(reading), *_mentions(reading), *_facts(reading)))


def _redacted(reading: Reading) -> list[str]:
    return ["Read, without personal data:", f"  {reading.text}"]


def _mentions(reading: Reading) -> list[str]:
    if not reading.mentions:
        return ["", "No sign was recognised."]
    lines = ["", "Signs:"]
    for one in reading.mentions:
        lines += [
            f"  {one.indicator}: {one.status.value}, {one.confidence:.0%} by {one.method}",
            f"    {one.text.strip()}",
        ]
    return lines


def _facts(reading: Reading) -> list[str]:
    told = {key: value for key, value in reading.to_dict()["facts"].items() if value}
    return ["", "Facts:", *(f"  {key}: {value}" for key, value in told.items())] if told else []
