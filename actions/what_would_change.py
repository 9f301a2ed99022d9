"""What would change the suggestion."""

from actions.turn import TurnAction


class ActionWhatWouldChange(TurnAction):
    """Answers ``what_would_change``."""

    intent = "what_would_change"
