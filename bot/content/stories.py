"""The labelled stories of data/stories: invented, and judged as a safeguarding lead would judge them; and
messages that tell of danger now, or sound like it.

They teach how texts are read and are never shown, so that they are no part of ``Content``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import yaml
from pydantic import BaseModel, Extra, ValidationError, validator

from bot.content.lines import item_lines, read_document
from bot.content.load import Content, ContentError, Problem
from bot.content.model import AgeBand, Route, Tier

STORIES_FOLDER = Path(__file__).resolve().parents[2] / "data" / "stories"
MESSAGES = "danger_now"  # the folder of messages within it
WEIGHTS = "weights.npz"  # what they taught (bot/reading/stories/learn.py), kept beside them
_EXPLAINED = "docs/content.md, Stories, explains the fields"


class Story(BaseModel):
    """What somebody typed, and what a lead would say: ``also`` and ``also_route`` would be right too.

    One to three sentences may have no role, age and route: only how serious they are is told.
    """

    text: str
    role: str | None = None
    age: AgeBand | None = None
    tier: Tier
    also: Tier | None = None
    route: Route | None = None
    also_route: Route | None = None
    harms: tuple[str, ...] = ()

    class Config:
        extra = Extra.forbid
        frozen = True

    @property
    def given(self) -> str:
        """The text with the form beside it, as far as it is known, as it reaches the reader."""
        form = [
            f"Child: {self.age.value}." if self.age else "",
            f"I am the {self.role}." if self.role else "",
        ]
        return "\n".join(filter(None, (self.text, " ".join(filter(None, form)))))


class Message(BaseModel):
    """What somebody typed, whether somebody is in danger now, and the words that say so."""

    text: str
    danger: bool
    where: str = ""

    class Config:
        extra = Extra.forbid
        frozen = True

    @validator("where", always=True)
    def _stands_in_the_text(cls, where: str, values: dict[str, object]) -> str:
        if bool(where) is not values.get("danger") or where not in str(values.get("text")):
            raise ValueError(
                "copy the words of the text that tell of danger, or leave it out if there is none"
            )
        return where


Item = TypeVar("Item", Story, Message)


@dataclass(frozen=True)
class _Read(Generic[Item]):
    """An item, and where it stands."""

    file: str
    line: int
    item: Item


def read_stories(folder: Path = STORIES_FOLDER) -> list[Story]:
    """Every story, in the order of the files' names. Raises ContentError with whatever is no good."""
    return _good(_read(folder, Story))


def read_messages(folder: Path = STORIES_FOLDER) -> list[Message]:
    """Every message about danger. Raises ContentError with whatever is no good."""
    return _good(_read(folder / MESSAGES, Message))


def _good(every: Iterator[Problem | _Read[Item]]) -> list[Item]:
    read = list(every)
    if wrong := [one for one in read if isinstance(one, Problem)]:
        raise ContentError(wrong)
    return [one.item for one in read if not isinstance(one, Problem)]


def story_problems(content: Content, folder: Path = STORIES_FOLDER) -> list[Problem]:
    """Stories and messages that cannot be read, that name what ``content`` does not know, or that stand
    twice."""
    harms = {key for key, topic in content.topics.items() if topic.flag}
    problems, seen = _read_twice(_read(folder / MESSAGES, Message))
    for one in _read(folder, Story):
        if isinstance(one, Problem):
            problems.append(one)
            continue
        file, line, story = one.file, one.line, one.item
        unknown = [harm for harm in story.harms if harm not in harms]
        unknown += [story.role] if story.role and story.role not in content.roles else []
        if unknown:
            mend = "name roles of roles.yml, and topics of topics.yml with flag: true"
            problems.append(Problem(file, line, f"unknown: {', '.join(unknown)}", mend))
        if story.text in seen:
            problems.append(Problem(file, line, "this story stands twice", "delete one of the two"))
        seen.add(story.text)
    return problems


def _read_twice(messages: Iterator[Problem | _Read[Message]]) -> tuple[list[Problem], set[str]]:
    """What is wrong with messages, and the texts that were seen."""
    problems, seen = [], set()
    for one in messages:
        if isinstance(one, Problem):
            problems.append(one)
        elif one.item.text in seen:
            problems.append(Problem(one.file, one.line, "this message stands twice", "delete one of the two"))
        else:
            seen.add(one.item.text)
    return problems, seen


def fingerprint(folder: Path = STORIES_FOLDER) -> str:
    """Another one when any story or message changes."""
    contents = hashlib.sha256()
    for path in (*_files(folder), *_files(folder / MESSAGES)):
        contents.update(path.read_bytes())
    return contents.hexdigest()


def _read(folder: Path, kind: type[Item]) -> Iterator[Problem | _Read[Item]]:
    for path in _files(folder):
        try:
            document = read_document(path.read_bytes())
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            yield Problem(path.name, line, f"it cannot be read: {error}", "mend the YAML")
            continue
        if document.node is None:
            continue
        if not isinstance(document.data, list):
            yield Problem(path.name, 1, "it is no list", _EXPLAINED)
            continue
        for line, item in zip(item_lines(document.node), document.data):
            try:
                yield _Read(path.name, line, kind.parse_obj(item))
            except ValidationError as error:
                yield Problem(path.name, line, str(error), _EXPLAINED)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yml"))
