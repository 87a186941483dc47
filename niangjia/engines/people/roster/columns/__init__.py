"""What columns there can be, how they are recognised, and how one row is checked. No database."""

from .checking import checker
from .fields import FIELDS, Field
from .guessing import guess
from .headings import find_heading
from .problems import ERRORS, WARNINGS, is_error, sentence

__all__ = ["ERRORS", "FIELDS", "WARNINGS", "Field", "checker", "find_heading", "guess", "is_error", "sentence"]
