"""Something this assistant does not do."""

from actions.turn import TurnAction


class ActionOutOfScope(TurnAction):
    """Answers ``out_of_scope``."""

    intent = "out_of_scope"
