"""Training sessions for a group: the course of one, what its votes show, and what is left afterwards."""
