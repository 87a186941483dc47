"""What a row says otherwise than the register: only of fields that the row has, and never of documents by the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .rows import Change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.engines.people.roster.shapes import Values

    from .records import Record

# Open fields of a person; sex and birth date only where no document of the record tells them.
OPEN = (
    "ethnicity", "native_place", "education", "political", "household", "household_region", "is_migrant",
    "work_state", "skill", "new_form", "platform",
)  # fmt: skip
TOLD = ("sex", "born")
AT = {"joined": "joined", "member_number": "member_number"}  # of the membership


def changes_of(values: Values, record: Record, employer: int | None) -> list[Change]:
    """The fields that the row changes, in the order of the register."""
    found = [] if _same_open_fields(values, record) else list(_open_fields(values, record))
    found += _details(values, record)
    if record.membership:
        found += _membership(values, record)
    if employer and employer not in (record.employers or ()):
        found.append(Change("employer", "", str(employer)))
    return found


def _same_open_fields(values: Values, record: Record) -> bool:
    """The quick look: most rows of a list that comes again say nothing new."""
    get = values.get
    return (
        get("ethnicity", record.ethnicity) == record.ethnicity
        and get("native_place", record.native_place) == record.native_place
        and get("education", record.education) == record.education
        and get("political", record.political) == record.political
        and get("household", record.household) == record.household
        and get("household_region", record.household_region) == record.household_region
        and get("is_migrant", record.is_migrant) == record.is_migrant
        and get("work_state", record.work_state) == record.work_state
        and get("skill", record.skill) == record.skill
        and get("new_form", record.new_form) == record.new_form
        and get("platform", record.platform) == record.platform
        and (record.documents is not None or not _told(values, record))
    )


def _told(values: Values, record: Record) -> bool:
    return any(name in values and values[name] != getattr(record, name) for name in TOLD)  # type: ignore[literal-required]


def _open_fields(values: Values, record: Record) -> Iterator[Change]:
    names = OPEN if record.documents else (*TOLD, *OPEN)
    for name in names:
        if name in values:
            old, new = getattr(record, name), values[name]  # type: ignore[literal-required]
            if old != new and new not in ("", None):
                yield Change(name, written(old), written(new))


def written(value: object) -> str:
    """A value of the register as text: days as ISO, yes and no as 1 and 0."""
    if isinstance(value, bool):
        return "1" if value else "0"
    return "" if value is None else str(value)


def _details(values: Values, record: Record) -> Iterator[Change]:
    if phones := values.get("phones"):
        known = record.phones()
        for at, phone in enumerate(phones):
            if phone not in known:
                yield Change("phone", known[at] if at < len(known) else "", phone)
    if (address := values.get("address")) and address != (old := record.opened(record.address)):
        yield Change("address", old, address)
    if (card := values.get("bank_card")) and card != (old := record.opened(record.bank_card)):
        yield Change("bank_card", old, card)


def _membership(values: Values, record: Record) -> Iterator[Change]:
    joined, number = values.get("joined"), values.get("member_number")
    if joined and joined != record.joined:
        yield Change("joined", written(record.joined), written(joined))
    if number and number != record.member_number:
        yield Change("member_number", record.member_number or "", number)
