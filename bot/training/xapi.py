"""A session's votes as xAPI 1.0.3 statements, for a learning system.

An actor is an account whose name is the participant's random number: nothing leads back to anybody, and the
words that people wrote are not in it. A statement's id follows from the vote, so that a second import adds
nothing. https://github.com/adlnet/xAPI-Spec
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from bot.exercises.feedback import Answer, feedback
from bot.exercises.model import Exercise, Stage
from bot.training.model import Ballot, Session, stage_of

VERSION = "1.0.3"
_ANSWERED = {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"en-GB": "answered"}}
_QUESTION = "http://adlnet.gov/expapi/activities/question"
_ASSESSMENT = "http://adlnet.gov/expapi/activities/assessment"
_MEETING = "http://adlnet.gov/expapi/activities/meeting"
_LANGUAGE = "en-GB"


def statements(
    session: Session, votes: Sequence[Ballot], exercises: Mapping[str, Exercise], home: str
) -> list[dict[str, Any]]:
    """One statement a vote. ``home`` is this server's address; activities are named below it."""
    found = []
    for one in votes:
        stage = stage_of(exercises, one.exercise, one.stage)
        if stage is not None:
            found.append(_statement(session, one, exercises[one.exercise], stage, home.rstrip("/")))
    return found


def _statement(session: Session, one: Ballot, exercise: Exercise, stage: Stage, home: str) -> dict[str, Any]:
    case = f"{home}/training/exercises/{exercise.id}"
    vote = one.vote
    return {
        "id": str(uuid5(NAMESPACE_URL, f"{case}/{stage.id}/{one.round}/{session.id}/{one.participant}")),
        "version": VERSION,
        "actor": {"objectType": "Agent", "account": {"homePage": home, "name": one.participant}},
        "verb": _ANSWERED,
        "object": {
            "objectType": "Activity",
            "id": f"{case}/{stage.id}/vote-{one.round}",
            "definition": {
                "type": _QUESTION,
                "name": {_LANGUAGE: f"{exercise.title}, {stage.id}, vote {one.round}"},
            },
        },
        "result": {
            "response": f"{vote.route.value}[,]{vote.urgency.value}[,]{vote.tier.value}",
            "success": feedback(stage, Answer(vote)).holds,
        },
        "context": {
            "registration": str(uuid5(NAMESPACE_URL, f"{home}/training/session/{session.id}")),
            "language": _LANGUAGE,
            "contextActivities": {
                "parent": [_activity(case, _ASSESSMENT, exercise.title)],
                "grouping": [_activity(f"{home}/training/session/{session.id}", _MEETING, "Session")],
            },
        },
    }


def _activity(address: str, kind: str, name: str) -> dict[str, Any]:
    return {
        "objectType": "Activity",
        "id": address,
        "definition": {"type": kind, "name": {_LANGUAGE: name}},
    }
