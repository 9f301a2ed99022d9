"""What to put in the referral."""

from actions.turn import TurnAction


class ActionWhatToInclude(TurnAction):
    """Answers ``what_to_include``."""

    intent = "what_to_include"
