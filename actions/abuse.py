"""Anger at the assistant."""

from actions.turn import TurnAction


class ActionAbuse(TurnAction):
    """Answers ``abuse``."""

    intent = "abuse"
