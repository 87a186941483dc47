"""Django looks for models here; each lives in the folder of what it is about."""

from .books.models import Incoming, SealUse
from .life.models import Delivery, Paper, UnionWord
from .returns.models import Cell, Return
from .scans.models import Scan, ScanPage

__all__ = ["Cell", "Delivery", "Incoming", "Paper", "Return", "Scan", "ScanPage", "SealUse", "UnionWord"]
