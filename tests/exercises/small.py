"""A small made-up exercise that passes every check, and what a set should hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from bot.content.load import Content, Problem
from bot.exercises.check import check_file

Change = Callable[[dict[str, Any]], None]


def small_exercise() -> dict[str, Any]:
    """A child who comes hungry, and then has had no food for days."""
    return {
        "id": "small",
        "title": "No lunch",
        "summary": "A child asks others for food.",
        "area": "bolton",
        "role": "teacher",
        "topics": ["neglect"],
        "roles": ["teacher"],
        "difficulty": "first",
        "minutes": 10,
        "features": ["news_changes_everything"],
        "aims": ["Ask about food."],
        "stages": [
            {
                "id": "hungry",
                "tells": ["He asks a friend for her lunch."],
                "facts": {
                    "age": "5_to_9",
                    "concerns": ["hungry_most_days"],
                    "answers": {"child_hunger": "fed"},
                },
                "model": {
                    "vote": {"route": "early_help", "urgency": "soon", "tier": "early_help_multi"},
                    "also_tiers": ["early_help_single"],
                    "why": ["He needs a bit more help."],
                },
                "wanted": [
                    {"ask": "Is there food?", "said": ["food", "fridge"], "because": "He has to eat."}
                ],
                "mistakes": [{"tiers": ["universal"], "feedback": "You trust them. Ask all the same."}],
                "discuss": ["What would you ask?"],
                "learning": [{"text": "Ask early.", "sources": ["kcsie_2025"]}],
            },
            {
                "id": "days",
                "tells": ["He has not eaten since Friday."],
                "facts": {
                    "age": "5_to_9",
                    "concerns": ["hungry_most_days", "days_without_food"],
                    "answers": {"child_hunger": "fed"},
                },
                "model": {
                    "vote": {"route": "strategy_discussion", "urgency": "now", "tier": "child_protection"},
                    "why": ["Days without food do harm."],
                },
                "wanted": [{"ask": "Is he well?", "said": ["is he well"], "because": "He may be ill."}],
                "mistakes": [{"urgencies": ["soon"], "feedback": "It cannot wait."}],
                "discuss": ["Who rings?"],
            },
        ],
        "reflect": ["Whom do you feed?"],
        "sources": ["practice"],
    }


def write(folder: Path, exercise: dict[str, Any], **a_set: Any) -> Path:
    """Write an exercise as its file below ``folder``, with what a set of one should hold beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    small_set = {
        "fewest": 1,
        "features": {"news_changes_everything": 1},
        "needs_warning": [],
        "groups": [{"id": "care", "name": "Care", "topics": ["neglect"]}],
        **a_set,
    }
    (folder / "_set.yml").write_text(yaml.safe_dump(small_set), "utf-8")
    path = folder / f"{exercise['id']}.yml"
    path.write_text(yaml.safe_dump(exercise, sort_keys=False, allow_unicode=True), "utf-8")
    return path


def problems(content: Content, folder: Path, *changes: Change) -> list[Problem]:
    """What the check says of the small exercise after these changes."""
    exercise = small_exercise()
    for change in changes:
        change(exercise)
    return check_file(content, write(folder, exercise), folder)
