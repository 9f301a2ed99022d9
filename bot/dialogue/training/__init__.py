"""The exercise alone: chosen, told in parts, decided, and talked over. It never touches the real case."""
