"""Training exercises: cases told in stages, votes on them, feedback, and how far people agree."""
