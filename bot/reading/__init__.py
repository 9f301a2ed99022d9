"""Free text in, Mentions of Indicators and Facts out, each explained by the words it rests on."""

from bot.reading.model import Facts, Mention, Reading, Status
from bot.reading.reader import Reader

__all__ = ["Facts", "Mention", "Reader", "Reading", "Status"]
