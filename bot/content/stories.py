"""The labelled stories of data/stories: invented, and judged as a safeguarding lead would judge them.

They teach the reading of long texts and are never shown, so that they are no part of ``Content``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import yaml
from pydantic import BaseModel, Extra, ValidationError

from bot.content.lines import item_lines, read_document
from bot.content.load import Content, ContentError, Problem
from bot.content.model import AgeBand, Route, Tier

STORIES_FOLDER = Path(__file__).resolve().parents[2] / "data" / "stories"
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


def read_stories(folder: Path = STORIES_FOLDER) -> list[Story]:
    """Every story, in the order of the files' names. Raises ContentError with whatever is no good."""
    every = list(_read(folder))
    if wrong := [one for one in every if isinstance(one, Problem)]:
        raise ContentError(wrong)
    return [one[2] for one in every if not isinstance(one, Problem)]


def story_problems(content: Content, folder: Path = STORIES_FOLDER) -> list[Problem]:
    """Stories that cannot be read, that name what ``content`` does not know, or that stand twice."""
    problems = []
    seen: set[str] = set()
    harms = {key for key, topic in content.topics.items() if topic.flag}
    for one in _read(folder):
        if isinstance(one, Problem):
            problems.append(one)
            continue
        file, line, story = one
        unknown = [harm for harm in story.harms if harm not in harms]
        unknown += [story.role] if story.role and story.role not in content.roles else []
        if unknown:
            mend = "name roles of roles.yml, and topics of topics.yml with flag: true"
            problems.append(Problem(file, line, f"unknown: {', '.join(unknown)}", mend))
        if story.text in seen:
            problems.append(Problem(file, line, "this story stands twice", "delete one of the two"))
        seen.add(story.text)
    return problems


def fingerprint(folder: Path = STORIES_FOLDER) -> str:
    """Another one when any story changes."""
    contents = hashlib.sha256()
    for path in _files(folder):
        contents.update(path.read_bytes())
    return contents.hexdigest()


def _read(folder: Path) -> Iterator[Problem | tuple[str, int, Story]]:
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
            yield Problem(path.name, 1, "it is no list of stories", _EXPLAINED)
            continue
        for line, item in zip(item_lines(document.node), document.data):
            try:
                yield path.name, line, Story.parse_obj(item)
            except ValidationError as error:
                yield Problem(path.name, line, str(error), _EXPLAINED)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yml"))
