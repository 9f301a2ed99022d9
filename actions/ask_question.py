"""A question about procedure."""

from actions.turn import TurnAction


class ActionAskQuestion(TurnAction):
    """Answers ``ask_question``."""

    intent = "ask_question"
