"""Only the number to ring is wanted."""

from actions.turn import TurnAction


class ActionJustTheNumber(TurnAction):
    """Answers ``just_the_number``."""

    intent = "just_the_number"
