"""The names of our channels, as Rasa keeps them."""

WEB = "web"
TEAMS = "teams"

# Channels that render the dialogue's messages themselves; any other gets text and buttons.
RICH = frozenset({WEB, TEAMS})
CASE = "case"  # the one slot of the domain
