"""Typed, immutable content and its checks. Imports nothing of ours."""
