"""Verbs on concerns."""
