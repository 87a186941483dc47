"""Procedures that run as drawn: matters, their tasks, and who has what by when."""
