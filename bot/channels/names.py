"""The names of our channels, as Rasa keeps them."""

WEB = "web"

# Channels that render the dialogue's messages themselves; any other gets text and buttons.
RICH = frozenset({WEB})
CASE = "case"  # the one slot of the domain
