"""Loaded early by its name; each part has its own codes."""

from .changes import journal_codes as changes  # noqa: F401
from .elections import journal_codes as elections  # noqa: F401
from .setting_up import journal_codes as setting_up  # noqa: F401
from .terms import journal_codes as terms  # noqa: F401
