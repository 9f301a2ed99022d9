"""A child is in danger now."""

from actions.turn import TurnAction


class ActionDanger(TurnAction):
    """Answers ``danger``."""

    intent = "danger"
