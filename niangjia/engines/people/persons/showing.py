"""What lists and pages show of sealed values: masked. Nobody's look is journalled for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.foundation.identity import mask_bank_card, mask_document, mask_phone

from .models import IdentityDocument, Relative, SealedDetail

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .models import Person

Sealed = IdentityDocument | SealedDetail | Relative
SHOWN_OF_ADDRESS = 6  # signs: about the province and city


def masked(row: Sealed) -> str:
    """The masked value of a row; "" if it has none."""
    match row:
        case SealedDetail(kind=SealedDetail.Kind.PHONE):
            return mask_phone(row.value.reveal())
        case SealedDetail(kind=SealedDetail.Kind.BANK_CARD):
            return mask_bank_card(row.value.reveal())
        case SealedDetail():
            return mask_address(row.value.reveal())
    # A relative may have no number.
    return mask_document(row.number.reveal()) if row.number else ""


def mask_address(address: str) -> str:
    """The beginning of an address, and no hint at how long it is."""
    return (address[:SHOWN_OF_ADDRESS] if len(address) > SHOWN_OF_ADDRESS else "") + "******"


def masked_documents(persons: Iterable[Person]) -> dict[int, str]:
    """The masked numbers of main documents, by person id; one query for a whole list."""
    rows = IdentityDocument.objects.filter(person__in=[person.pk for person in persons], is_main=True)
    return {row.person_id: masked(row) for row in rows}


def masked_phones(persons: Iterable[Person]) -> dict[int, str]:
    """The masked first phones, by person id; one query for a whole list."""
    ids = [person.pk for person in persons]
    rows = SealedDetail.objects.filter(person__in=ids, kind=SealedDetail.Kind.PHONE).order_by("person", "-position")
    return {row.person_id: masked(row) for row in rows}
