"""Numbers that stand for people and organisations: examined, normalised, masked. Nothing here is stored."""

from .cards import BankCard, examine_bank_card
from .documents import examine, guess_kind
from .kinds import CodeHolder, Document, DocumentKind, Doubt, PhoneKind, Refusal, Sex
from .masks import mask_bank_card, mask_document, mask_name, mask_phone
from .organisations import CreditCode, examine_uscc
from .phones import Phone, examine_phone
from .text import normalise

__all__ = [
    "BankCard",
    "CodeHolder",
    "CreditCode",
    "Document",
    "DocumentKind",
    "Doubt",
    "Phone",
    "PhoneKind",
    "Refusal",
    "Sex",
    "examine",
    "examine_bank_card",
    "examine_phone",
    "examine_uscc",
    "guess_kind",
    "mask_bank_card",
    "mask_document",
    "mask_name",
    "mask_phone",
    "normalise",
]
