"""The one generator of numbers: of matters, papers, receipts and unions."""

from .generator import next_number, secret_number, valid_secret
from .kinds import NumberKind, UnknownNumberKind

__all__ = ["NumberKind", "UnknownNumberKind", "next_number", "secret_number", "valid_secret"]
