"""Help with words: a short guided conversation that ends in a text to copy."""

from actions.turn import TurnAction


class ActionGuide(TurnAction):
    """Answers ``guide``."""

    intent = "guide"
