"""Commands of the ``guidance`` program, one topic a module."""
