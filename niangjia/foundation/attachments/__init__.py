"""Files that belong to something: recognised by content, made harmless, shown to whom its owner lets see.

See docs/foundation/attachments.md. Floors above register a `Guard` for each type of subject; the verbs are in
`keeping`.
"""

from .about import About
from .guards import Each, Guard, register_guard
from .kinds import FileKind
from .limits import Limits
from .refusals import BadFile

__all__ = ["About", "BadFile", "Each", "FileKind", "Guard", "Limits", "register_guard"]
