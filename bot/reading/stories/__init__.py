"""Whole stories: which tier, first route and harms they speak of, learnt from labelled ones."""
