"""The conversation, without Rasa: a Case, what is asked next, and what is said."""

from bot.dialogue.conversation import respond
from bot.dialogue.turn import Reply, Turn

__all__ = ["Reply", "Turn", "respond"]
