"""A choice among those that were offered, or a typed answer."""

from actions.turn import TurnAction


class ActionChoose(TurnAction):
    """Answers ``choose``."""

    intent = "choose"
