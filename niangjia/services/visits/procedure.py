"""Visits have no drawing; what registers itself is imported here, where the house looks for it."""

from . import files, messages, moves  # noqa: F401
