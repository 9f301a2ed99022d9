"""What this assistant can do and what to do next."""

from actions.turn import TurnAction


class ActionHelp(TurnAction):
    """Answers ``help``."""

    intent = "help"
