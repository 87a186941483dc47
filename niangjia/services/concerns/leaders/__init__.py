"""Concerns that a leader sees through (包案)."""
