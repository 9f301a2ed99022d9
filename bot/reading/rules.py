"""The words behind reading, as typed content: data/guidance/reading/*.yml.

Abbreviations and words of equal meaning, the phrases that change what a sign means, the signs of
facts, and what redaction leaves alone. Nothing here knows what an indicator is.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, Extra

from bot.content.load import CONTENT_FOLDER
from bot.reading.model import Status

RULES_FOLDER = CONTENT_FOLDER / "reading"


class _Rules(BaseModel):
    class Config:
        frozen = True
        extra = Extra.forbid


class Trigger(_Rules):
    """Phrases that give the words around them a status.

    ``reach`` is how many words the scope holds at most; ``lists`` lets it run on over commas;
    two triggers with ``doubles`` over the same words cancel each other ("never ... without").
    """

    status: Status
    direction: Literal["forward", "backward", "sentence", "sentence_before", "text"]
    phrases: tuple[str, ...]
    reach: int | None = None
    lists: bool = False
    doubles: bool = False


class SentenceRule(_Rules):
    """Sign lines that give a whole sentence a status."""

    status: Status
    signs: tuple[str, ...]


class ContextRules(_Rules):
    """Everything that decides denied, past, hypothetical, asked, someone else, family history."""

    triggers: tuple[Trigger, ...] = ()
    sentences: tuple[SentenceRule, ...] = ()
    ignore: tuple[str, ...] = ()
    figurative: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    ends_denial: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()
    openers: tuple[str, ...] = ()
    auxiliaries: tuple[str, ...] = ()
    general_questions: tuple[str, ...] = ()
    suppositions: tuple[str, ...] = ()
    general_people: tuple[str, ...] = ()
    this_child: tuple[str, ...] = ()
    light: tuple[str, ...] = ()


class FactRules(_Rules):
    """Sign lines of facts: consent, what is open, danger and the rest."""

    open_to: dict[str, tuple[str, ...]] = {}
    consent: dict[str, tuple[str, ...]] = {}
    tried: dict[str, tuple[str, ...]] = {}
    yes_no: dict[str, tuple[str, ...]] = {}
    home: tuple[str, ...] = ()


class RedactionRules(_Rules):
    """What looks like a name and is none, and the words that announce a name or a place."""

    places: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    name_after: tuple[str, ...] = ()
    name_before: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


class ReadingRules(_Rules):
    """All rules of reading. ``equals`` holds sets of words or phrases of equal meaning."""

    equals: tuple[tuple[str, ...], ...] = ()
    context: ContextRules = ContextRules()
    facts: FactRules = FactRules()
    redaction: RedactionRules = RedactionRules()


def load_rules(folder: Path = RULES_FOLDER) -> ReadingRules:
    """Read the four rule files in ``folder``. Raises OSError, YAMLError or ValidationError."""
    return ReadingRules(
        equals=_read(folder / "abbreviations.yml"),
        context=_read(folder / "context.yml"),
        facts=_read(folder / "facts.yml"),
        redaction=_read(folder / "redaction.yml"),
    )


def area_names(folder: Path = CONTENT_FOLDER / "partnerships") -> tuple[str, ...]:
    """Names and aliases of the areas, which redaction leaves alone."""
    files = (_read(path) for path in sorted(folder.glob("[!_]*.yml")))
    return tuple(alias for area in files for alias in (area["name"], *area.get("aliases", ())))


@lru_cache(maxsize=1)
def councils() -> tuple[str, ...]:
    """Names of England's councils that have children's services."""
    return tuple(name for region in _read(RULES_FOLDER / "councils.yml") for name in region)


def _read(path: Path) -> Any:
    with path.open("rb") as stream:
        return yaml.load(stream, Loader=yaml.CSafeLoader)
