"""What goes on beside the steps of a concern: its parts register what they have when this is imported."""

from __future__ import annotations

from pathlib import Path

from niangjia.engines.papers.returns.layouts import register_layout

from . import hidden_beside, unread  # noqa: F401
from .leaders import panel as leaders  # noqa: F401
from .letters import files, panel, papers  # noqa: F401
from .reports import panel as reports  # noqa: F401
from .reports import papers as reporting  # noqa: F401
from .returns import counting  # noqa: F401
from .returns import papers as cases  # noqa: F401
from .together import hooks, moves  # noqa: F401
from .together import panel as together  # noqa: F401

register_layout(Path(__file__).parent / "returns" / "month.json")
