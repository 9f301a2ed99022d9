"""``guidance redact --jsonl``: JSON lines in and out."""

from __future__ import annotations

import json

from bot.json_lines import record
from bot.reading.redact import redact


def redact_line(line: str) -> str:
    """One JSON line ``{"id","text"}`` → the same with the text redacted, and nothing else of the line.

    Raises BadInput for a line that is no such object.
    """
    data = record(line)
    return json.dumps({"id": data["id"], "text": redact(data["text"])}, ensure_ascii=False)
