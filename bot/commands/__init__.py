"""Commands of ``guidance``, one topic a module."""
