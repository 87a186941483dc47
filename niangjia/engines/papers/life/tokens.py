"""Addresses that nobody guesses: 23 signs, 133 bits, without signs that are taken for each other."""

from __future__ import annotations

import re
import secrets

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz"
LONG = 23  # 23 signs of 56 are 133 bits
FORM = re.compile(rf"[{SIGNS}]{{{LONG}}}")


def new_token() -> str:
    """A token for the code on a paper."""
    return "".join(secrets.choice(SIGNS) for _ in range(LONG))
