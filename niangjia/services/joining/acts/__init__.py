"""Verbs on requests to join, transfers and invitations."""
