"""Another child or family."""

from actions.turn import TurnAction


class ActionNewCase(TurnAction):
    """Answers ``new_case``."""

    intent = "new_case"
