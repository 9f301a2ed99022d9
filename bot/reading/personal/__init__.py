"""Where personal data stands in a text, by kind. ``bot.reading.redact`` takes it out."""
