"""Microsoft Teams: the same conversation, as cards."""
