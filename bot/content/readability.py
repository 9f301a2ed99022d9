"""The reading age of every sentence that a practitioner can read.

Reading age is the Flesch-Kincaid grade plus five, the age at which English children reach that
school year. A single sentence is a rough measure, so the median is what must hold; long words
that the law or a service's name forces are listed, not forbidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

import textstat

from bot.content.load import Content
from bot.content.texts import Shown, shown_texts

READING_AGE = 12.0
OUTLIER = 16.0
# shorter ones are labels, whose reading age says nothing
_FEWEST_WORDS = 8
_YEARS_BEFORE_SCHOOL = 5
_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+(?=[\"“'A-Z0-9])")
_PLACEHOLDER = re.compile(r"\{[a-z_]+(?::[a-z0-9_]+)?\}")


@dataclass(frozen=True)
class Sentence:
    """One sentence, where it is written, and its reading age in years."""

    shown: Shown
    text: str
    age: float


def sentences(content: Content) -> list[Sentence]:
    """Every sentence of eight words or more that a practitioner can read, with its reading age."""
    return measured(shown for shown in shown_texts(content) if shown.field != "term")


def measured(texts: Iterable[Shown]) -> list[Sentence]:
    """Every sentence of eight words or more of these texts, with its reading age."""
    return [
        Sentence(shown, sentence, _reading_age(sentence))
        for shown in texts
        for sentence in _SENTENCE_END.split(" ".join(shown.text.split()))
        if len(sentence.split()) >= _FEWEST_WORDS
    ]


def typical(measured: Iterable[Sentence]) -> float:
    """The median reading age. Raises ValueError if there are no sentences."""
    return round(median(one.age for one in measured), 1)


def outliers(measured: Iterable[Sentence]) -> list[Sentence]:
    """Sentences that are much harder than they should be, the hardest first."""
    hard = (one for one in measured if one.age > OUTLIER)
    return sorted(hard, key=lambda one: (-one.age, one.shown.kind, one.shown.key, one.text))


def report(content: Content) -> str:
    """The page docs/readability.md: the median by kind of content, and the outliers."""
    found = sentences(content)
    kinds = dict.fromkeys(one.shown.kind for one in found)
    rows = [(kind, [one for one in found if one.shown.kind == kind]) for kind in kinds]
    lines = [
        "# Readability",
        "",
        "Written by `guidance check --readability`; a test keeps it current. Reading age is the",
        "Flesch-Kincaid grade plus five, of every sentence of eight words or more that a practitioner can",
        f"read. The median must be {READING_AGE:.0f} or below.",
        "",
        f"**Median reading age: {typical(found):.1f}** over {len(found)} sentences.",
        "",
        "| content | sentences | median | above " + f"{OUTLIER:.0f} |",
        "|---|---|---|---|",
        *(f"| {kind} | {len(some)} | {typical(some):.1f} | {len(outliers(some))} |" for kind, some in rows),
        "",
        f"## Sentences above {OUTLIER:.0f}",
        "",
        "Long names of services, laws and harms raise the measure; the words around them are kept short.",
        "",
        *(f"- {one.age:.0f} · `{one.shown.kind}` `{one.shown.key}`: {one.text}" for one in outliers(found)),
    ]
    return "\n".join(lines) + "\n"


def _reading_age(sentence: str) -> float:
    plain = _PLACEHOLDER.sub("the team", sentence)
    return float(textstat.flesch_kincaid_grade(plain)) + _YEARS_BEFORE_SCHOOL
