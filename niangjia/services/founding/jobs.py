"""Found by its name; each part has its own."""

from .changes import jobs as changes  # noqa: F401
from .terms import jobs as terms  # noqa: F401
