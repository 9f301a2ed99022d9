"""A record of the conversation for the practitioner's own files."""

from actions.turn import TurnAction


class ActionRecord(TurnAction):
    """Answers ``record``."""

    intent = "record"
