"""Commands of ``guidance``, one subject a module."""
