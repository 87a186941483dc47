"""Files of strangers become typed rows. The bytes are parsed in a guarded child process only.

What runs in the child (everything in `inside/`) imports this package too: nothing heavy here.
"""

from .opening import begin_look, begin_rows, look_into, rows_of
from .unreadable import Unreadable

__all__ = ["Unreadable", "begin_look", "begin_rows", "look_into", "rows_of"]
