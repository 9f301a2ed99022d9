"""What the partnership learns from finished guidance: counts, never people."""
