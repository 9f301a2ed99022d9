"""Measurements beside a plain Rasa starter, in one run on one machine."""
