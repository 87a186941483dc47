"""The journal: one typed entry for every business act and every look at personal data.

Codes and retention are declared here; the verbs are in `writing` and `reading`, the proof in `sealing`.
"""

from .codes import UnknownCode, keep, register_code
from .guard import UnfitData
from .subjects import Subject
from .writing import Draft, look, record, record_alike, record_anonymously, record_many

__all__ = [
    "Draft",
    "Subject",
    "UnfitData",
    "UnknownCode",
    "keep",
    "look",
    "record",
    "record_alike",
    "record_anonymously",
    "record_many",
    "register_code",
]
