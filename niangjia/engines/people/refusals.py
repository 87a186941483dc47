"""Why an action on the register can't be done, in words for people."""

from __future__ import annotations


class NotPossible(Exception):
    """The action does not fit the state of things; the message is a sentence for people, nothing was changed."""
