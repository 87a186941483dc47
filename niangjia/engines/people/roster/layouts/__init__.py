"""Layouts: which columns a table has, in which order and form. They are data, and work both ways."""

from .formats import cells_of
from .layout import Column, Layout, Standing
from .loading import BadLayout, load
from .shipped import shipped

__all__ = ["BadLayout", "Column", "Layout", "Standing", "cells_of", "load", "shipped"]
