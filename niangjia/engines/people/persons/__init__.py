"""Persons: who they are, how they are found, what is sealed of them, their families."""
