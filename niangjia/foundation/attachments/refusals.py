from __future__ import annotations


class BadFile(ValueError):
    """A file is not taken; the message is a sentence for whoever chose it."""
