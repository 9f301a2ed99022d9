"""What the conversation would know if one text were all that was said, beside answers given before."""

from __future__ import annotations

from bot.content.load import Content
from bot.dialogue.case import Case
from bot.dialogue.understand import understand
from bot.reading import Reading


def told(case: Case, reading: Reading, content: Content) -> Case:
    """The case with what a text says. A text in which nothing was understood is never "nothing wrong"."""
    after = understand(case, reading, content)
    return after if after.proposals or reading.mentions else after.with_answer("unsure", ("yes",))
