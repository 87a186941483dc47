"""Workbooks that go out: rows that come back to be mended, templates to fill, lists of members in a layout.

All are written in Chinese, whatever language whoever asks reads.
"""

from .layouts import find_layout, layout_choices
from .listing import listed, prepare_roll
from .returning import rejected_workbook
from .templates import template

__all__ = ["find_layout", "layout_choices", "listed", "prepare_roll", "rejected_workbook", "template"]
