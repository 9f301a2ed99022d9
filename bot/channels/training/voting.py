"""A vote as a form sends it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.content.model import Route, Tier, Urgency
from bot.exercises.feedback import asked_in
from bot.exercises.model import Stage, Vote
from bot.reading.redact import redact
from bot.training.model import Ballot, Told

MOST = 600  # characters of one box
PARTS: Mapping[str, Any] = {"route": Route, "urgency": Urgency, "tier": Tier}
WORDS = ("wanted", "why")


class Unfinished(Exception):
    """A vote that cannot be counted yet. ``fields`` are keys of the wording, by field."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("the vote is not finished")
        self.fields = dict(fields)


def given(form: Any) -> dict[str, str]:
    """What was chosen and written, as it came."""
    fields = {name: (form.get(name) or "").strip() for name in (*PARTS, *WORDS)}
    return {name: text.replace("\r\n", "\n") for name, text in fields.items()}


def ballot(fields: Mapping[str, str], participant: str, here: Told, round_: int) -> Ballot:
    """The vote to keep: its words redacted, and which of the stage's questions they ask.

    Slow enough for a thread. Raises Unfinished if an answer is missing or invented, or words are too long.
    """
    faults = {name: "vote_missing" for name, kind in PARTS.items() if fields[name] not in set(kind)}
    faults |= {name: "vote_words_too_long" for name in WORDS if len(fields[name]) > MOST}
    if faults:
        raise Unfinished(faults)
    return Ballot(
        participant=participant,
        exercise=here.exercise.id,
        stage=here.stage.id,
        round=round_,
        vote=Vote(**{name: kind(fields[name]) for name, kind in PARTS.items()}),
        asked=_asked(here.stage, fields["wanted"]),
        wanted=redact(fields["wanted"]),
        why=redact(fields["why"]),
    )


def _asked(stage: Stage, words: str) -> tuple[int, ...]:
    return tuple(sorted(asked_in(stage, words)))
