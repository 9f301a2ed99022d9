"""The labelled stories of data/stories: invented, and judged as a safeguarding lead would judge them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import yaml
from pydantic import BaseModel, Extra, ValidationError

from bot.content.lines import item_lines, read_document
from bot.content.load import ContentError, Problem
from bot.content.model import AgeBand, Route, Tier

STORIES = Path(__file__).resolve().parents[3] / "data" / "stories"


class Story(BaseModel):
    """What somebody typed, and what a lead would say: ``also`` and ``also_route`` would be right too."""

    text: str
    role: str
    age: AgeBand
    tier: Tier
    also: Tier | None = None
    route: Route
    also_route: Route | None = None
    harms: tuple[str, ...] = ()

    class Config:
        extra = Extra.forbid
        frozen = True

    @property
    def given(self) -> str:
        """The text with the form beside it, as it reaches the reader."""
        return f"{self.text}\nChild: {self.age.value}. I am the {self.role}."


def read_stories(folder: Path = STORIES) -> list[Story]:
    """Every story, in the order of the files' names. Raises ContentError with whatever is no good."""
    stories: list[Story] = []
    problems: list[Problem] = []
    for path in _files(folder):
        try:
            document = read_document(path.read_bytes())
        except yaml.YAMLError as error:
            problems.append(Problem(path.name, 1, f"it cannot be read: {error}", "Mend the YAML."))
            continue
        lines = item_lines(document.node) if document.node is not None else []
        for line, item in zip(lines, document.data or ()):
            try:
                stories.append(Story.parse_obj(item))
            except ValidationError as error:
                problems.append(Problem(path.name, line, str(error), "See docs/content.md, Stories."))
    if problems:
        raise ContentError(problems)
    return stories


def fingerprint(folder: Path = STORIES) -> str:
    """Another one when any story changes."""
    contents = hashlib.sha256()
    for path in _files(folder):
        contents.update(path.read_bytes())
    return contents.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yml"))
