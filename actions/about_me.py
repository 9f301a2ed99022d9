"""It is about the person typing, or their family."""

from actions.turn import TurnAction


class ActionAboutMe(TurnAction):
    """Answers ``about_me``."""

    intent = "about_me"
