"""Loaded early by its name; each part has its own kinds of papers."""

from .changes import papers as changes  # noqa: F401
from .elections import papers as elections  # noqa: F401
from .setting_up import papers as setting_up  # noqa: F401
from .terms import papers as terms  # noqa: F401
