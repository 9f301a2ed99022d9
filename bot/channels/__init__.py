"""Channels: how the conversation reaches people. Importing this package imports no Rasa."""
