"""Process questions: families of questions that one answer serves, and what is not answered here."""

from __future__ import annotations

from pydantic import BaseModel

from bot.content.model import Sourced

FEWEST_PHRASINGS = 5


class QuestionFamily(Sourced):
    """One question, the many ways in which people ask it, and its answer.

    Families that answer the same question for different areas share ``subject``; ``area`` is a
    partnership's id, or None for what holds in all of England. ``next`` names families to ask
    next, or options of the opening (what the assistant can do). ``date`` says how old the answer
    is, where that matters: "as printed in 2021".
    """

    id: str
    subject: str
    area: str | None = None
    ask: str
    phrasings: tuple[str, ...]
    answer: str
    next: tuple[str, ...] = ()
    date: str | None = None


class OutOfScope(BaseModel):
    """What the assistant does not answer: examples, and one sentence that says where to go instead."""

    id: str
    kind: str
    phrasings: tuple[str, ...]
    answer: str
    sources: tuple[str, ...] = ()

    class Config(Sourced.Config):
        pass
