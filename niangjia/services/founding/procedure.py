"""Loaded when all tables are known; each part has its own procedures."""

from . import moves  # noqa: F401 - it registers what becomes of our rows
from .changes import procedure as changes  # noqa: F401
from .elections import procedure as elections  # noqa: F401
from .setting_up import procedure as setting_up  # noqa: F401
from .terms import procedure as terms  # noqa: F401
