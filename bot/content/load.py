"""Read data/guidance once into one immutable Content, or say exactly what is wrong and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from bot.content.model import (
    Contact,
    DecidingQuestion,
    Edition,
    Indicator,
    IntakeQuestion,
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
    Vulnerability,
)

CONTENT_FOLDER = Path(__file__).resolve().parents[2] / "data" / "guidance"

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
    indicators: Mapping[str, Indicator]
    questions: Mapping[str, DecidingQuestion]
    vulnerabilities: Mapping[str, Vulnerability]
    protective: Mapping[str, Protective]
    pathways: Mapping[str, Pathway]
    timescales: Mapping[str, Timescale]
    prompts: Mapping[str, Prompt]
    roles: Mapping[str, Role]
    routes: Mapping[str, RouteText]
    contacts: Mapping[str, Contact]
    rules: Mapping[str, Rule]
    intake: Mapping[str, IntakeQuestion]
    partnerships: Mapping[str, Partnership]
    wording: Mapping[str, str]
    lines: Mapping[tuple[str, str], tuple[str, int]] = field(repr=False, default_factory=dict)

    def tier(self, tier: Tier) -> TierText:
        """The words of a tier."""
        return self.tiers[tier.value]


# kind → (model, file or folder below data/guidance)
_LISTS: dict[str, tuple[type[BaseModel], str]] = {
    "sources": (Source, "sources.yml"),
    "tiers": (TierText, "tiers.yml"),
    "indicators": (Indicator, "indicators"),
    "questions": (DecidingQuestion, "questions"),
    "vulnerabilities": (Vulnerability, "vulnerabilities.yml"),
    "protective": (Protective, "protective"),
    "pathways": (Pathway, "pathways"),
    "timescales": (Timescale, "timescales.yml"),
    "prompts": (Prompt, "prompts.yml"),
    "roles": (Role, "roles.yml"),
    "routes": (RouteText, "routes.yml"),
    "contacts": (Contact, "contacts.yml"),
    "rules": (Rule, "rules.yml"),
    "intake": (IntakeQuestion, "intake.yml"),
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
        kinds[kind] = MappingProxyType(
            _load_list(folder, kind, model, place, problems, lines)
        )
    partnerships: dict[str, Partnership] = {}
    for path in _yaml_files(folder / "partnerships"):
        if path.name.startswith("_"):
            continue
        document = _read(path, folder, problems)
        partnership = _parse(Partnership, document, path, folder, (), problems)
        if partnership is not None:
            partnerships[partnership.id] = partnership
            lines["partnerships", partnership.id] = (_name(path, folder), 1)
    edition_path = folder / "edition.yml"
    edition = _parse(
        Edition, _read(edition_path, folder, problems), edition_path, folder, (), problems
    )
    wording = _load_wording(folder, problems)
    if problems or edition is None:
        raise ContentError(problems)
    return Content(
        edition=edition,
        partnerships=MappingProxyType(partnerships),
        wording=MappingProxyType(wording),
        lines=MappingProxyType(lines),
        **kinds,
    )


def _yaml_files(place: Path) -> list[Path]:
    if place.is_dir():
        return sorted(place.rglob("*.yml"))
    return [place]


def _name(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder.parent.parent)) if folder.parent.parent in path.parents else str(path)


def _read(path: Path, folder: Path, problems: list[Problem]) -> Any:
    try:
        with path.open("rb") as stream:
            return yaml.load(stream, Loader=yaml.CSafeLoader)
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
        problems.append(
            Problem(_name(path, folder), 1, f"not readable: {error}", "save it as UTF-8 YAML")
        )
    return None


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
        document = _read(path, folder, problems)
        if document is None:
            continue
        if not isinstance(document, list):
            problems.append(
                Problem(_name(path, folder), 1, "this file must be a list", "start each item with '- id:'")
            )
            continue
        starts = None
        for index, entry in enumerate(document):
            item = _parse(model, entry, path, folder, (index,), problems)
            if item is None:
                continue
            if starts is None:
                starts = list(_item_lines(path))
            identity = getattr(item.id, "value", item.id)  # type: ignore[attr-defined]
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


def _load_wording(folder: Path, problems: list[Problem]) -> dict[str, str]:
    wording: dict[str, str] = {}
    for path in _yaml_files(folder / "wording"):
        document = _read(path, folder, problems)
        if document is None:
            continue
        for key, text in document.items():
            if not isinstance(text, str):
                problems.append(
                    Problem(_name(path, folder), 1, f"wording {key!r} is not text", "put the sentence in quotes")
                )
            elif key in wording:
                problems.append(
                    Problem(_name(path, folder), 1, f"wording {key!r} is written twice", "delete one of the two")
                )
            else:
                wording[key] = text.strip()
    return wording


def _item_lines(path: Path) -> Iterator[int]:
    """The line on which each item of a YAML list starts, counting from 1."""
    for event_node in yaml.compose(path.read_bytes(), Loader=yaml.CSafeLoader).value:
        yield event_node.start_mark.line + 1


def _parse(
    model: type[Item],
    entry: Any,
    path: Path,
    folder: Path,
    prefix: tuple[int, ...],
    problems: list[Problem],
) -> Item | None:
    if entry is None and not prefix:
        return None
    try:
        return model.parse_obj(entry)
    except ValidationError as error:
        root = yaml.compose(path.read_bytes(), Loader=yaml.CSafeLoader)
        identity = entry.get("id") if isinstance(entry, dict) else None
        for fault in error.errors():
            location = [part for part in fault["loc"] if part != "__root__"]
            place = ".".join(map(str, location)) or model.__name__
            problems.append(
                Problem(
                    _name(path, folder),
                    _line_of(root, [*prefix, *location]),
                    f"{identity or 'item'}: {place}: {fault['msg']}",
                    f"see '{model.__name__}' in docs/content.md for what {place} may hold",
                )
            )
    return None


def _line_of(node: yaml.Node, location: list[Any]) -> int:
    """Follow a path of keys and indexes as far as it exists; the line where it ends."""
    line = node.start_mark.line + 1
    for part in location:
        if isinstance(node, yaml.MappingNode):
            match = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if match is None:
                return line
            line = match[0].start_mark.line + 1
            node = match[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            return line
    return line
