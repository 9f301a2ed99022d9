"""The report as a tagged PDF, typeset by Typst. What is reported goes in as data, never as source."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

_LAYOUT = Path(__file__).with_name("report.typ")


def to_pdf(told: Mapping[str, Any]) -> bytes:
    """A .pdf file (PDF/UA-1) of what ``report_words.told`` gives."""
    return typst.compile(str(_LAYOUT), sys_inputs={"report": json.dumps(told)}, pdf_standards="ua-1")
