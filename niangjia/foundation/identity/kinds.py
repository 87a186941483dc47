"""What there is to say about a number; the values are stored, the labels are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date


class DocumentKind(TextChoices):
    """Kinds of identity documents."""

    RESIDENT_ID = "resident_id", _("Resident ID card")
    HK_MACAU_PERMIT = "hk_macau_permit", _("Mainland travel permit for Hong Kong and Macau residents")
    TAIWAN_PERMIT = "taiwan_permit", _("Mainland travel permit for Taiwan residents")
    HK_MACAU_RESIDENCE = "hk_macau_residence", _("Residence permit for Hong Kong and Macau residents")
    TAIWAN_RESIDENCE = "taiwan_residence", _("Residence permit for Taiwan residents")
    PERMANENT_RESIDENCE = "permanent_residence", _("Foreigner's permanent residence ID card")
    PASSPORT = "passport", _("Passport")


class Sex(TextChoices):
    """Codes of GB/T 2261.1."""

    MALE = "1", _("Male")
    FEMALE = "2", _("Female")


class Refusal(TextChoices):
    """Why a number can't be right; the label is a sentence for people."""

    EMPTY = "empty", _("The number is missing.")
    LENGTH = "length", _("The number has too many or too few characters.")
    CHARACTERS = "characters", _("The number has a character that does not belong there.")
    ROUNDED = "rounded", _("A spreadsheet has rounded this number. Enter it again in a column formatted as text.")
    CHECK_DIGIT = "check_digit", _("The last character does not fit the others: one of them is mistyped.")
    IMPOSSIBLE_DATE = "impossible_date", _("The date of birth in the number does not exist.")
    FUTURE_DATE = "future_date", _("The date of birth in the number lies in the future.")
    TOO_OLD = "too_old", _("By the date of birth in the number, the person would be older than anyone alive.")
    OTHER_KIND = "other_kind", _("This is the number of another kind of document.")


class Doubt(TextChoices):
    """What is odd about a number that is taken all the same; the label is a sentence for people."""

    CONVERTED = "converted", _("An old number of 15 digits was converted to 18.")
    UNKNOWN_REGION = "unknown_region", _("No present or former region with the code in the number is known.")
    CHECK_DIGIT = "check_digit", _("The last digit does not seem to fit the others.")
    ORGANISATION_CODE = "organisation_code", _("The organisation code inside the number does not fit its own check.")
    NO_AREA_CODE = "no_area_code", _("The area code is missing.")
    UNUSUAL_PHONE = "unusual_phone", _("This is not a usual phone number.")


class PhoneKind(TextChoices):
    MOBILE = "mobile", _("Mobile")
    LANDLINE = "landline", _("Landline")
    ABROAD = "abroad", _("Outside the mainland")
    OTHER = "other", _("Other")


class CodeHolder(TextChoices):
    """Who holds a unified social credit code, by its first two characters."""

    BASE_UNION = "base_union", _("Base union")
    UNION_BODY = "union_body", _("Other union body")
    OTHER = "other", _("Employer or other organisation")


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """A number that can be right.

    `number` is normalised and stays the same for life: the count of issues that older permits carry is in `issue`.
    `region` has six digits (of the first registration; of permanent residents the province alone). What the number
    does not tell is None.
    """

    kind: DocumentKind
    number: str
    born: date | None = None
    sex: Sex | None = None
    region: str | None = None
    issue: str = ""
    doubts: tuple[Doubt, ...] = ()

    def __repr__(self) -> str:  # never the number: representations end in logs
        return f"<Document {self.kind.value}>"

    @property
    def last_four(self) -> str:
        """What people quote to be found by."""
        return self.number[-4:]
