"""The record as a Word document: real headings, lists and tables, British English."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt

from bot.record.model import Part, Record

_LANGUAGE = "en-GB"
_FONT, _SIZE = "Arial", Pt(11)


def to_word(record: Record) -> bytes:
    """A .docx file."""
    document = Document()
    _set_up(document, record)
    document.add_heading(record.title, level=0)
    document.add_paragraph(record.promise)
    for part in record.parts:
        _add(document, part)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: WordDocument, record: Record) -> None:
    document.core_properties.title = f"{record.title} {record.reference}"
    document.core_properties.author = ""
    document.core_properties.language = _LANGUAGE
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, _SIZE
    fonts = normal.element.get_or_add_rPr()
    language = fonts.makeelement(qn("w:lang"), {qn("w:val"): _LANGUAGE})
    fonts.append(language)


def _add(document: WordDocument, part: Part) -> None:
    document.add_heading(part.heading, level=1)
    for line in part.text:
        document.add_paragraph(line)
    if part.pairs:
        table = document.add_table(rows=0, cols=2, style="Table Grid")
        for label, value in part.pairs:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, value
    for item in part.bullets:
        document.add_paragraph(item, style="List Bullet")
