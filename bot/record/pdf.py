"""The record as a tagged PDF, typeset by Typst. The record goes in as data, never as source."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from bot.record.model import Record

_LAYOUT = Path(__file__).with_name("record.typ")


def to_pdf(record: Record) -> bytes:
    """A .pdf file that a screen reader can follow.

    It is PDF/UA-1, except where a letter is in no font that is at hand: that standard refuses a file
    that shows a box instead, and a practitioner still needs the rest of it.
    """
    told = {"record": json.dumps(record.to_dict())}
    try:
        return typst.compile(str(_LAYOUT), sys_inputs=told, pdf_standards="ua-1")
    except typst.TypstError:
        return typst.compile(str(_LAYOUT), sys_inputs=told)
