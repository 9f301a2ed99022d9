"""The words behind reading, as typed content: data/guidance/reading/*.yml.

Abbreviations and words of equal meaning, the phrases that change what a sign means, the signs of
facts, and what redaction leaves alone. Nothing here knows what an indicator is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, Extra

from bot.content.derived import kept
from bot.content.load import CONTENT_FOLDER, ContentError, Problem
from bot.reading.model import Status
from bot.reading.phrases import PhraseIndex
from bot.reading.words import phrase_keys

RULES_FOLDER = CONTENT_FOLDER / "reading"
_NAMING_FOLDERS = frozenset(("reading", "partnerships"))
_NAMING_FILES = frozenset(("sources.yml", "contacts.yml"))
_NAMING_SOMEBODY = frozenset(("questions", "edition.yml"))  # though what they write small are words
_NO_SENTENCE = re.compile(r"[{}|_+~@*=<>^]|://|(?:^| )!")  # a sign's line, a gap to fill, an address
_SMALL_WORD = re.compile(r"(?<![\w./'-])[a-z]{2,}(?![\w/-])")


class _Rules(BaseModel):
    class Config:
        frozen = True
        extra = Extra.forbid


class Trigger(_Rules):
    """Phrases that give the words around them a status. NUM stands for a number, YEAR for a year.

    - ``reach``: how many words the scope holds at most; ``lists`` lets it run on over commas.
    - ``ends_like_denial``: the scope ends at the words that end a denial.
    - ``denies_saying``: a denial within it is turned round ("don't think he isn't hit"), as is one
      ``undone_by_denial`` within any other ("never goes without").
    - ``all_of_it``: counts only where all that a sign tells stands in the scope.
    - ``replaces_denial``: counts only where a denial does, and instead of it.
    - ``unless_said``: counts only where nobody fears, thinks or says it.
    - ``subject``: people; counts only where the clause is about them, not where they tell of the
      child or harm it.
    """

    status: Status
    direction: Literal["forward", "backward", "before", "sentence", "sentence_before", "text"]
    phrases: tuple[str, ...]
    reach: int | None = None
    lists: bool = False
    ends_like_denial: bool = False
    denies_saying: bool = False
    undone_by_denial: bool = False
    all_of_it: bool = False
    replaces_denial: bool = False
    unless_said: bool = False
    subject: bool = False


class SentenceRule(_Rules):
    """Sign lines that give a status to their own clauses, to what stands before too, or to all."""

    status: Status
    covers: Literal["clauses", "before", "sentence"]
    signs: tuple[str, ...]


class ContextRules(_Rules):
    """Everything that decides denied, past, hypothetical, asked, someone else, family history.

    ``recent_from_year``: a year from this one on is not long ago.
    """

    recent_from_year: int = 9999
    triggers: tuple[Trigger, ...] = ()
    sentences: tuple[SentenceRule, ...] = ()
    ignore: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    figurative: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    resumed: tuple[str, ...] = ()
    ongoing: tuple[str, ...] = ()
    contrasts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    ends_denial: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    we_would: tuple[str, ...] = ()
    goes_on: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    discloses: tuple[str, ...] = ()
    feared: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    done_to: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    subject_after: tuple[str, ...] = ()
    at_home: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()
    openers: tuple[str, ...] = ()
    auxiliaries: tuple[str, ...] = ()
    general_questions: tuple[str, ...] = ()
    suppositions: tuple[str, ...] = ()
    general_people: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()
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

    titles: frozenset[str] = frozenset()
    titles_of_rank: frozenset[str] = frozenset()
    titles_and_roles: frozenset[str] = frozenset()
    titles_at_home: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    called: tuple[str, ...] = ()
    not_called: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    described: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    placeholders: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    described_products: frozenset[str] = frozenset()
    finite: frozenset[str] = frozenset()
    done_by_people: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    endearments: frozenset[str] = frozenset()
    things_called: tuple[str, ...] = ()
    things_are: frozenset[str] = frozenset()
    says: frozenset[str] = frozenset()
    happens: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    does: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()
    calendar: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    thing_before: frozenset[str] = frozenset()
    place_before: frozenset[str] = frozenset()
    thing_verbs: frozenset[str] = frozenset()
    drugs_named_like_people: frozenset[str] = frozenset()
    drug_verbs: frozenset[str] = frozenset()
    to_people: frozenset[str] = frozenset()
    place_verbs: frozenset[str] = frozenset()
    at_people: frozenset[str] = frozenset()
    medicine_verbs: frozenset[str] = frozenset()
    medicine_endings: tuple[str, ...] = ()


class PlaceRules(_Rules):
    """The words of addresses, schools and the like."""

    institutions: tuple[str, ...] = ()
    clubs: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    units: frozenset[str] = frozenset()
    unit_kinds: frozenset[str] = frozenset()
    institution_kinds: frozenset[str] = frozenset()
    institution_ends: frozenset[str] = frozenset()
    institution_follows: frozenset[str] = frozenset()
    institution_joins: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()
    streets_or_more: frozenset[str] = frozenset()
    not_streets: frozenset[str] = frozenset()
    not_small_streets: frozenset[str] = frozenset()
    homes: tuple[str, ...] = ()
    homely: frozenset[str] = frozenset()
    halls: frozenset[str] = frozenset()
    not_numbered: frozenset[str] = frozenset()
    lives: tuple[str, ...] = ()
    live_links: frozenset[str] = frozenset()


class NumberRules(_Rules):
    """The words that announce an account, a number or a vehicle."""

    accounts: tuple[str, ...] = ()
    social_sites: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    account_verbs: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    vehicles: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    plates: tuple[str, ...] = ()
    links: frozenset[str] = frozenset()
    account_links: frozenset[str] = frozenset()
    account_says: frozenset[str] = frozenset()
    plate_links: frozenset[str] = frozenset()
    phone_links: frozenset[str] = frozenset()


class KeptRules(_Rules):
    """What looks like a name and is none. ``phrases`` are words and phrases by group."""

    phrases: dict[str, tuple[str, ...]] = {}
    agencies: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    never_small: frozenset[str] = frozenset()
    not_given: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()


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


@kept(4)
def load_rules(folder: Path = RULES_FOLDER) -> ReadingRules:
    """The rules in ``folder``, read once. Raises OSError, YAMLError or ValidationError."""
    return _read_rules(folder)


def try_rules() -> None:
    """See whether the rules could be read now. Raises ContentError if not."""
    try:
        _read_rules(RULES_FOLDER)
        identity_words()
        _read(RULES_FOLDER / "councils.yml")
    except (OSError, yaml.YAMLError, ValueError, TypeError) as error:
        reason = " ".join(str(error).split())
        mend = "put back what was there, or correct it"
        raise ContentError([Problem("data/guidance/reading", 1, reason, mend)]) from error


def _read_rules(folder: Path) -> ReadingRules:
    return ReadingRules(
        equals=_read(folder / "abbreviations.yml"),
        context=_read(folder / "context.yml"),
        facts=_read(folder / "facts.yml"),
        redaction=RedactionRules(
            **_read(folder / "redaction.yml"),
            **_read(folder / "kept.yml"),
            given=_read(folder / "given_names.yml"),
        ),
    )


def spelled_out(phrases: Iterable[str]) -> Iterator[str]:
    """Every phrase that "no/nil sign of/that" and its kind stand for."""
    for phrase in phrases:
        yield from map(" ".join, product(*(word.split("/") for word in phrase.split())))


def add_phrases(index: PhraseIndex[Any], phrases: Iterable[str], payload: object) -> set[str]:
    """Make phrases of context findable. Returns their keys."""
    used: set[str] = set()
    for phrase in spelled_out(phrases):
        keys = phrase_keys(phrase, articles=True)
        index.add(keys, payload)
        used.update(keys)
    return used


def area_names(folder: Path = CONTENT_FOLDER / "partnerships") -> tuple[str, ...]:
    """Names and aliases of the areas, which redaction leaves alone."""
    files = (_read(path) for path in sorted(folder.glob("[!_]*.yml")))
    return tuple(alias for area in files for alias in (area["name"], *area.get("aliases", ())))


def content_words(folder: Path = CONTENT_FOLDER) -> frozenset[str]:
    """Words that the content writes small: ordinary words of the field, many of them in no dictionary.

    Files that name people and places, and the rules of reading themselves, are left out.
    """
    texts = (path.read_text("utf-8") for path in _files_without_names(folder))
    return frozenset(word for text in texts for word in _SMALL_WORD.findall(text))


def content_sentences(folder: Path = CONTENT_FOLDER) -> list[str]:
    """What the same files say, in the order of the files: nobody is named there."""
    return [
        text
        for path in sorted(_files_without_names(folder))
        if _NAMING_SOMEBODY.isdisjoint((path.parent.name, path.name))
        for text in _texts(_read(path))
        if " " in text and not _NO_SENTENCE.search(text)
    ]


def _files_without_names(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*.yml"):
        if path.name not in _NAMING_FILES and path.parent.name not in _NAMING_FOLDERS:
            yield path


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, (list, dict)):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _texts(value)


@kept(1)
def councils() -> tuple[str, ...]:
    """Names of England's councils that have children's services."""
    return tuple(name for region in _read(RULES_FOLDER / "councils.yml") for name in region)


def identity_words(folder: Path = RULES_FOLDER) -> dict[str, Any]:
    """Words that say who a person is, as lines of alternatives; identity.yml says what each list is for."""
    words: dict[str, Any] = _read(folder / "identity.yml")
    return words


def split_alternatives(lines: Iterable[str]) -> list[str]:
    """Each of the words and phrases that stand between bars."""
    return [word.strip() for line in lines for word in line.split("|") if word.strip()]


def _read(path: Path) -> Any:
    with path.open("rb") as stream:
        return yaml.load(stream, Loader=yaml.CSafeLoader)
