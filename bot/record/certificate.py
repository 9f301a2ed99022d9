"""A certificate of taking part in exercises, as a tagged PDF. Its words are data, never source."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

_LAYOUT = Path(__file__).with_name("certificate.typ")


@dataclass(frozen=True)
class Certificate:
    """Who took part in what, in words. ``rows`` are exercise, day and minutes; ``columns`` their headings."""

    title: str
    name: str
    took_part: str
    what: str
    columns: tuple[str, str, str]
    rows: tuple[tuple[str, str, str], ...]
    total: str
    notes: tuple[str, ...]


def to_pdf(certificate: Certificate) -> bytes:
    """A .pdf file of one page or more. It is PDF/UA-1, except where a name has a letter that no font has."""
    told = {"certificate": json.dumps(asdict(certificate))}
    try:
        return typst.compile(str(_LAYOUT), sys_inputs=told, pdf_standards="ua-1")
    except typst.TypstError:
        return typst.compile(str(_LAYOUT), sys_inputs=told)
