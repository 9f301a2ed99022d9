"""A commented file that a trainer fills in, for one new exercise."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.content.area import ELSEWHERE
from bot.content.load import Content
from bot.content.model import AgeBand, Route, Tier, Urgency
from bot.exercises.load import EXERCISES_FOLDER
from bot.exercises.model import FEWEST_STAGES, MOST_STAGES, Feature
from bot.guidance.situation import OpenTo, Parents, Tried

_TEMPLATE = "_template.yml.j2"
_ID = re.compile(r"[a-z][a-z0-9_]*")


class CannotWrite(ValueError):
    """No such file can be made; the message says why."""


def new_exercise(content: Content, folder: Path, exercise_id: str, area: str | None, stages: int) -> Path:
    """Write ``<exercise_id>.yml`` below ``folder`` with so many stages, and return it.

    Raises CannotWrite if the id is no plain name, the file is there, the area does not exist, or the
    number of stages is not allowed. Raises OSError if it cannot be written.
    """
    areas = sorted(set(content.partnerships) - {ELSEWHERE}) + [ELSEWHERE]
    path = folder / f"{exercise_id}.yml"
    if not _ID.fullmatch(exercise_id):
        raise CannotWrite(f"{exercise_id!r}: use small letters, figures and _, such as late_for_school")
    if area is not None and area not in areas:
        raise CannotWrite(f"there is no area {area!r}; use {', '.join(areas)}")
    if not FEWEST_STAGES <= stages <= MOST_STAGES:
        raise CannotWrite(f"a case has {FEWEST_STAGES} to {MOST_STAGES} stages")
    if path.exists():
        raise CannotWrite(f"{path} is there already; choose another id, or delete it")
    path.write_text(_fill(exercise_id, area, areas, stages), "utf-8")
    return path


def _fill(exercise_id: str, area: str | None, areas: list[str], stages: int) -> str:
    environment = Environment(
        loader=FileSystemLoader(EXERCISES_FOLDER),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=select_autoescape(),
    )
    return environment.get_template(_TEMPLATE).render(
        id=exercise_id,
        area=area,
        areas=areas,
        stages=stages,
        features=_ids(Feature),
        ages=_ids(AgeBand),
        parents=_ids(Parents),
        open_to=_ids(OpenTo),
        tried=_ids(Tried),
        routes=_ids(Route),
        urgencies=_ids(Urgency),
        tiers=_ids(Tier),
    )


def _ids(kind: type[Enum]) -> list[str]:
    return [str(one.value) for one in kind]
