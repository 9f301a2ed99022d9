"""The words behind reading, as typed content: data/guidance/reading/*.yml.

Abbreviations and words of equal meaning, the phrases that change what a sign means, the signs of
facts, and what redaction leaves alone. Nothing here knows what an indicator is.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, Extra

from bot.content.load import CONTENT_FOLDER
from bot.reading.model import Status

RULES_FOLDER = CONTENT_FOLDER / "reading"
_NAMING_FOLDERS = frozenset(("reading", "partnerships"))
_NAMING_FILES = frozenset(("sources.yml", "contacts.yml"))
_SMALL_WORD = re.compile(r"(?<![\w./'-])[a-z]{2,}(?![\w/-])")


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


class NameRules(_Rules):
    """The words beside names. The comments in redaction.yml say what each list is for."""

    titles: tuple[str, ...] = ()
    titles_and_roles: tuple[str, ...] = ()
    titles_at_home: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    not_called: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    described: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    happens: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    does: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    calendar: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    thing_before: tuple[str, ...] = ()
    place_before: tuple[str, ...] = ()
    thing_verbs: tuple[str, ...] = ()
    drugs_named_like_people: tuple[str, ...] = ()
    drug_verbs: tuple[str, ...] = ()
    to_people: tuple[str, ...] = ()
    place_verbs: tuple[str, ...] = ()
    at_people: tuple[str, ...] = ()
    medicine_verbs: tuple[str, ...] = ()
    medicine_endings: tuple[str, ...] = ()


class PlaceRules(_Rules):
    """The words of addresses, schools and the like."""

    institutions: tuple[str, ...] = ()
    institution_kinds: tuple[str, ...] = ()
    institution_ends: tuple[str, ...] = ()
    institution_follows: tuple[str, ...] = ()
    institution_joins: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    streets_or_more: tuple[str, ...] = ()
    not_streets: tuple[str, ...] = ()
    not_small_streets: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    homely: tuple[str, ...] = ()
    halls: tuple[str, ...] = ()
    not_numbered: tuple[str, ...] = ()
    lives: tuple[str, ...] = ()
    live_links: tuple[str, ...] = ()


class NumberRules(_Rules):
    """The words that announce an account, a number or a vehicle."""

    accounts: tuple[str, ...] = ()
    social_sites: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    vehicles: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    plates: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    account_links: tuple[str, ...] = ()
    account_says: tuple[str, ...] = ()
    plate_links: tuple[str, ...] = ()
    phone_links: tuple[str, ...] = ()


class KeptRules(_Rules):
    """What looks like a name and is none. ``phrases`` are words and phrases by group."""

    phrases: dict[str, tuple[str, ...]] = {}
    agencies: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    never_small: tuple[str, ...] = ()
    not_given: tuple[str, ...] = ()
    ordinary: tuple[str, ...] = ()


class GivenNames(_Rules):
    """Given names beside those of the library; ``given_words`` are English words too."""

    given_words: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    given_mostly: tuple[str, ...] = ()
    given_short: tuple[str, ...] = ()


class RedactionRules(_Rules):
    """What announces personal data, and what stays."""

    names: NameRules = NameRules()
    places: PlaceRules = PlaceRules()
    numbers: NumberRules = NumberRules()
    kept: KeptRules = KeptRules()
    given: GivenNames = GivenNames()


class ReadingRules(_Rules):
    """All rules of reading. ``equals`` holds sets of words or phrases of equal meaning."""

    equals: tuple[tuple[str, ...], ...] = ()
    context: ContextRules = ContextRules()
    facts: FactRules = FactRules()
    redaction: RedactionRules = RedactionRules()


def load_rules(folder: Path = RULES_FOLDER) -> ReadingRules:
    """Read the rule files in ``folder``. Raises OSError, YAMLError or ValidationError."""
    return ReadingRules(
        equals=_read(folder / "abbreviations.yml"),
        context=_read(folder / "context.yml"),
        facts=_read(folder / "facts.yml"),
        redaction={
            **_read(folder / "redaction.yml"),
            **_read(folder / "kept.yml"),
            "given": _read(folder / "given_names.yml"),
        },
    )


def area_names(folder: Path = CONTENT_FOLDER / "partnerships") -> tuple[str, ...]:
    """Names and aliases of the areas, which redaction leaves alone."""
    files = (_read(path) for path in sorted(folder.glob("[!_]*.yml")))
    return tuple(alias for area in files for alias in (area["name"], *area.get("aliases", ())))


def content_words(folder: Path = CONTENT_FOLDER) -> frozenset[str]:
    """Words that the content writes small: ordinary words of the field, many of them in no dictionary.

    Files that name people and places, and the rules of reading themselves, are left out.
    """
    paths = (path for path in folder.rglob("*.yml") if path.name not in _NAMING_FILES)
    texts = (path.read_text("utf-8") for path in paths if path.parent.name not in _NAMING_FOLDERS)
    return frozenset(word for text in texts for word in _SMALL_WORD.findall(text))


def _read(path: Path) -> Any:
    with path.open("rb") as stream:
        return yaml.load(stream, Loader=yaml.CSafeLoader)
