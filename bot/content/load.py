"""Read data/guidance once into one immutable Content, or say exactly what is wrong and where."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from bot.content.guides import Guide
from bot.content.lines import Document, item_lines, key_lines, line_of, read_document
from bot.content.model import (
    Anchor,
    AtAges,
    Combination,
    Contact,
    DecidingQuestion,
    Edition,
    GlossaryTerm,
    Indicator,
    IntakeQuestion,
    Modifier,
    MoreExamples,
    Partnership,
    Pathway,
    Prompt,
    Protective,
    Role,
    RouteText,
    Rule,
    Source,
    Tier,
    TierText,
    Timescale,
    Topic,
    Vulnerability,
)
from bot.content.questions import OutOfScope, QuestionFamily

_OURS = Path(__file__).resolve().parents[2] / "data" / "guidance"
# where a service keeps content of its own, which can change without a new installation
CONTENT_FOLDER = Path(os.environ.get("GUIDANCE_CONTENT") or _OURS)

# the page that explains the fields
_EXPLAINED = "docs/content.md"

Item = TypeVar("Item", bound=BaseModel)


@dataclass(frozen=True)
class Problem:
    """Something wrong in a content file, and how to mend it. ``line`` counts from 1."""

    file: str
    line: int
    message: str
    mend: str
    warning: bool = False

    def __str__(self) -> str:
        kind = "warning" if self.warning else "error"
        return f"{self.file}:{self.line}: {kind}: {self.message}\n    mend: {self.mend}"


class ContentError(Exception):
    """The content cannot be used. ``problems`` lists every fault found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


@dataclass(frozen=True, eq=False)
class Content:
    """Everything the assistant knows and says, keyed by id. ``lines`` maps (kind, id) to file and line.

    Loaded once and compared by identity.
    """

    edition: Edition
    sources: Mapping[str, Source]
    tiers: Mapping[str, TierText]
    topics: Mapping[str, Topic]
    indicators: Mapping[str, Indicator]
    questions: Mapping[str, DecidingQuestion]
    families: Mapping[str, QuestionFamily]
    out_of_scope: Mapping[str, OutOfScope]
    vulnerabilities: Mapping[str, Vulnerability]
    protective: Mapping[str, Protective]
    more_examples: Mapping[str, MoreExamples]
    at_ages: Mapping[str, AtAges]
    combinations: Mapping[str, Combination]
    modifiers: Mapping[str, Modifier]
    pathways: Mapping[str, Pathway]
    anchors: Mapping[str, Anchor]
    timescales: Mapping[str, Timescale]
    prompts: Mapping[str, Prompt]
    roles: Mapping[str, Role]
    routes: Mapping[str, RouteText]
    contacts: Mapping[str, Contact]
    rules: Mapping[str, Rule]
    guides: Mapping[str, Guide]
    intake: Mapping[str, IntakeQuestion]
    glossary: Mapping[str, GlossaryTerm]
    partnerships: Mapping[str, Partnership]
    wording: Mapping[str, str]
    wording_sources: Mapping[str, tuple[str, ...]]
    lines: Mapping[tuple[str, str], tuple[str, int]] = field(repr=False, default_factory=dict)

    def examples(self, item: Indicator | Protective) -> tuple[str, ...]:
        """How people say ``item``: its own examples, then those of data/guidance/examples."""
        more = self.more_examples.get(item.id)
        return item.examples + (more.examples if more else ())

    def is_everyday(self, indicator: Indicator) -> bool:
        """Whether there is nothing to raise: an everyday sign, unless its topic is one that an answer has to
        raise whatever its tier, as private fostering or a low-level concern about who works with children."""
        return indicator.tier is Tier.UNIVERSAL and not self.topics[indicator.topic].flag

    def tier(self, tier: Tier) -> TierText:
        """The words of a tier."""
        return self.tiers[tier.value]


# kind → (model, file or folder below data/guidance)
_LISTS: dict[str, tuple[type[BaseModel], str]] = {
    "sources": (Source, "sources.yml"),
    "tiers": (TierText, "tiers.yml"),
    "topics": (Topic, "topics.yml"),
    "indicators": (Indicator, "indicators"),
    "questions": (DecidingQuestion, "deciding"),
    "families": (QuestionFamily, "questions"),
    "out_of_scope": (OutOfScope, "out_of_scope.yml"),
    "vulnerabilities": (Vulnerability, "vulnerabilities.yml"),
    "protective": (Protective, "protective"),
    "more_examples": (MoreExamples, "examples"),
    "at_ages": (AtAges, "ages"),
    "combinations": (Combination, "combinations.yml"),
    "modifiers": (Modifier, "modifiers.yml"),
    "pathways": (Pathway, "pathways"),
    "anchors": (Anchor, "anchors.yml"),
    "timescales": (Timescale, "timescales.yml"),
    "prompts": (Prompt, "prompts.yml"),
    "roles": (Role, "roles.yml"),
    "routes": (RouteText, "routes.yml"),
    "contacts": (Contact, "contacts.yml"),
    "rules": (Rule, "rules.yml"),
    "guides": (Guide, "guides"),
    "intake": (IntakeQuestion, "intake"),
    "glossary": (GlossaryTerm, "glossary.yml"),
}


def load(folder: Path = CONTENT_FOLDER) -> Content:
    """Load and validate the shape of every content file below ``folder``.

    Raises ContentError listing every file, line, fault and remedy. References between
    files are checked by ``bot.content.check``.
    """
    problems: list[Problem] = []
    lines: dict[tuple[str, str], tuple[str, int]] = {}
    kinds: dict[str, Mapping[str, Any]] = {}
    for kind, (model, place) in _LISTS.items():
        kinds[kind] = MappingProxyType(_load_list(folder, kind, model, place, problems, lines))
    partnerships: dict[str, Partnership] = {}
    for path in files(folder / "partnerships"):
        document = _read(path, folder, problems)
        partnership = _parse(Partnership, document.data, document.node, path, folder, (), problems)
        if partnership is not None:
            partnerships[partnership.id] = partnership
            lines["partnerships", partnership.id] = (_name(path, folder), 1)
    edition_path = folder / "edition.yml"
    document = _read(edition_path, folder, problems)
    edition = _parse(Edition, document.data, document.node, edition_path, folder, (), problems)
    wording, wording_sources = _load_wording(folder, problems, lines)
    if problems or edition is None:
        raise ContentError(problems)
    return Content(
        edition=edition,
        partnerships=MappingProxyType(partnerships),
        wording=MappingProxyType(wording),
        wording_sources=MappingProxyType(wording_sources),
        lines=MappingProxyType(lines),
        **kinds,
    )


def load_each(model: type[Item], folder: Path, explained: str = _EXPLAINED) -> dict[str, Item]:
    """One item a file of ``folder``, keyed by id; names that begin with ``_`` are left out.

    ``explained`` is the page that explains the fields. Raises ContentError listing every file, line, fault
    and remedy.
    """
    found: dict[str, Item] = {}
    problems: list[Problem] = []
    for path in files(folder):
        item, faults = load_file(model, path, explained)
        problems += faults
        if item is not None:
            found[path.stem] = item
    if problems:
        raise ContentError(problems)
    return found


def load_file(
    model: type[Item], path: Path, explained: str = _EXPLAINED
) -> tuple[Item | None, list[Problem]]:
    """The item that a file holds, or None, and every fault; its id must be the file's name."""
    problems: list[Problem] = []
    document = _read(path, path.parent, problems)
    if document.node is None and not problems:
        mend = "write it, or delete the file"
        return None, [Problem(_name(path, path.parent), 1, "the file is empty", mend)]
    item = _parse(model, document.data, document.node, path, path.parent, (), problems, explained)
    identity = getattr(item, "id", path.stem)
    if path.stem != identity:
        message = f"the id is {identity!r}, and the file is called {path.name}"
        problems.append(Problem(_name(path, path.parent), 1, message, "give both the same name"))
    return item, problems


def files(folder: Path) -> list[Path]:
    """The YAML files of ``folder``, in order, without those whose name begins with ``_``."""
    return [path for path in _yaml_files(folder) if not path.name.startswith("_")]


def _yaml_files(place: Path) -> list[Path]:
    if place.is_dir():
        return sorted(place.rglob("*.yml"))
    return [place]


def _name(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder.parent.parent)) if folder.parent.parent in path.parents else str(path)


def _read(path: Path, folder: Path, problems: list[Problem]) -> Document:
    try:
        return read_document(path.read_bytes())
    except FileNotFoundError:
        problems.append(Problem(_name(path, folder), 1, "the file is missing", "restore it"))
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line + 1) if error.problem_mark else 1
        problems.append(
            Problem(
                _name(path, folder),
                line,
                f"not valid YAML: {error.problem}",
                "check the indentation and quotes on and just above this line",
            )
        )
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        problems.append(Problem(_name(path, folder), 1, f"not readable: {error}", "save it as UTF-8 YAML"))
    return Document(None, None)


def _load_list(
    folder: Path,
    kind: str,
    model: type[BaseModel],
    place: str,
    problems: list[Problem],
    lines: dict[tuple[str, str], tuple[str, int]],
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path in _yaml_files(folder / place):
        document, node = _read(path, folder, problems)
        if document is None or node is None:
            continue
        if not isinstance(document, list):
            problems.append(
                Problem(_name(path, folder), 1, "this file must be a list", "start each item with '- id:'")
            )
            continue
        starts = item_lines(node)
        for index, entry in enumerate(document):
            item = _parse(model, entry, node, path, folder, (index,), problems)
            if item is None:
                continue
            identity = str(getattr(item.id, "value", item.id))  # type: ignore[attr-defined]
            if identity in found:
                first_file, first_line = lines[kind, identity]
                problems.append(
                    Problem(
                        _name(path, folder),
                        starts[index],
                        f"{kind} id {identity!r} is already used at {first_file}:{first_line}",
                        "give one of the two another id, or delete the copy",
                    )
                )
            found[identity] = item
            lines[kind, identity] = (_name(path, folder), starts[index])
    return found


def _load_wording(
    folder: Path, problems: list[Problem], lines: dict[tuple[str, str], tuple[str, int]]
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Sentences by key, and the sources of those that state a figure or a law.

    A sentence is plain text, or ``{text: ..., sources: [...]}``.
    """
    wording: dict[str, str] = {}
    sources: dict[str, tuple[str, ...]] = {}
    for path in _yaml_files(folder / "wording"):
        document, node = _read(path, folder, problems)
        if document is None or node is None:
            continue
        name = _name(path, folder)
        if not isinstance(document, dict):
            problems.append(Problem(name, 1, "this file must hold keys and texts", "write 'key: text' lines"))
            continue
        starts = key_lines(node)
        for key, entry in document.items():
            line = starts.get(str(key), 1)
            text = entry.get("text") if isinstance(entry, dict) else entry
            if not isinstance(text, str):
                mend = "put the sentence in quotes, or write text and sources below it"
                problems.append(Problem(name, line, f"wording {key!r} is not text", mend))
            elif key in wording:
                message = f"wording {key!r} is written twice"
                problems.append(Problem(name, line, message, "delete one of the two"))
            else:
                wording[key] = text.strip()
                lines["wording", key] = (name, line)
                if isinstance(entry, dict):
                    sources[key] = tuple(entry.get("sources") or ())
    return wording, sources


def _parse(
    model: type[Item],
    entry: Any,
    root: yaml.Node | None,
    path: Path,
    folder: Path,
    prefix: tuple[int, ...],
    problems: list[Problem],
    explained: str = _EXPLAINED,
) -> Item | None:
    if entry is None and not prefix:
        return None
    try:
        return model.parse_obj(entry)
    except ValidationError as error:
        identity = entry.get("id") if isinstance(entry, dict) else None
        for fault in error.errors():
            location = [part for part in fault["loc"] if part != "__root__"]
            place = ".".join(map(str, location)) or model.__name__
            problems.append(
                Problem(
                    _name(path, folder),
                    line_of(root, [*prefix, *location]) if root is not None else 1,
                    f"{identity or 'item'}: {place}: {fault['msg']}",
                    f"see '{model.__name__}' in {explained} for what {place} may hold",
                )
            )
    return None
