"""An earlier answer is to be changed."""

from actions.turn import TurnAction


class ActionChangeAnswer(TurnAction):
    """Answers ``change_answer``."""

    intent = "change_answer"
