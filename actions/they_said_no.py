"""A decision made elsewhere is disputed."""

from actions.turn import TurnAction


class ActionTheySaidNo(TurnAction):
    """Answers ``they_said_no``."""

    intent = "they_said_no"
