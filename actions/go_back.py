"""Back to the question before."""

from actions.turn import TurnAction


class ActionGoBack(TurnAction):
    """Answers ``go_back``."""

    intent = "go_back"
