"""The jobs of the portal: copies of people's own data."""

from __future__ import annotations

from .takeout import making

__all__ = ["making"]
