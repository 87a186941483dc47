"""A service's face: what it declares about itself, from which the hall, menus and the API are built."""

from .discovery import faces
from .face import Face, MenuEntry

__all__ = ["Face", "MenuEntry", "faces"]
