"""A training exercise is wanted."""

from actions.turn import TurnAction


class ActionTraining(TurnAction):
    """Answers ``training``."""

    intent = "training"
