"""Rasa SDK actions: one an intent, each thin. ``actions.turn`` holds what they share."""
