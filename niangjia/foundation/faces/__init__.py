"""A service's face: what it declares about itself, from which the hall, menus and the API are built."""

from .blocks import Block, BlockLine, Slot
from .buttons import Button
from .discovery import faces
from .due import DueLine
from .face import Face, MenuEntry
from .scenes import Scene
from .sections import Section

__all__ = ["Block", "BlockLine", "Button", "DueLine", "Face", "MenuEntry", "Scene", "Section", "Slot", "faces"]
