"""Abbreviations that a practitioner reads: in the glossary, or spelt out beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.content.load import Content, Problem
from bot.content.problem import problem
from bot.content.texts import shown_texts

# two capitals or more, with & or figures between them: LADO, A&E, GCP2
_ABBREVIATION = re.compile(r"\b[A-Z](?:&?[A-Z0-9])+\b")


def unexplained(content: Content) -> Iterator[Problem]:
    """Abbreviations that neither the glossary nor the text itself explains."""
    known = explained(content)
    for shown in shown_texts(content):
        for name in unexplained_in(shown.text, known):
            mend = "add it to glossary.yml, or write what it stands for beside it"
            yield problem(content, shown.kind, shown.key, f"{name} is not explained", mend)


def explained(content: Content) -> frozenset[str]:
    """Every abbreviation that the glossary explains or that is an area's own name."""
    in_glossary = (name for term in content.glossary.values() for name in _ABBREVIATION.findall(term.term))
    return frozenset(in_glossary) | _names(content)


def unexplained_in(text: str, known: frozenset[str]) -> list[str]:
    """Abbreviations of one text that are not ``known`` and that it does not spell out itself."""
    return [name for name in sorted(set(_ABBREVIATION.findall(text)) - known) if not _spelt_out(name, text)]


def _names(content: Content) -> set[str]:
    """Abbreviations that an area lists among its own names, such as the old name of its front door."""
    return {alias for area in content.partnerships.values() for alias in area.aliases if alias.isupper()}


def _spelt_out(name: str, text: str) -> bool:
    """Whether the same text says what it is: by words with these initials, or after a colon."""
    if re.search(rf"\b{re.escape(name)}\b[^.:]*: \w", text):
        return True
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", text.replace(name, " ")))
    return re.sub(r"[^A-Z]", "", name).lower() in initials.lower()
