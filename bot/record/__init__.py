"""A record of a conversation for the practitioner's own files: what was said, suggested and decided."""

from bot.record.build import build
from bot.record.model import Field, Missing, Part, Record, Written

__all__ = ["Field", "Missing", "Part", "Record", "Written", "build"]
