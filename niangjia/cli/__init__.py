"""The command line, `.venv/bin/niangjia`: Django's commands and the house's own, with the database at hand."""

from .main import main

__all__ = ["main"]
