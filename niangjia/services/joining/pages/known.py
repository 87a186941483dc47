"""What of the second screen is known already: the own record, an invitation, a telephone that was proven."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from niangjia.engines.people.models import Employment, Person
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.phones.accounts import number_of
from niangjia.foundation.access.phones.marks import phone_mark
from niangjia.foundation.access.phones.proof import proof_of
from niangjia.foundation.chinese import normalise_name
from niangjia.foundation.identity import mask_name
from niangjia.services.joining.models import Invited
from niangjia.services.joining.reading import lacks_of, with_document
from niangjia.services.joining.said import Said

if TYPE_CHECKING:
    from django.http import HttpRequest

    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.models import Account
    from niangjia.foundation.access.request import Request

INVITED = "joining_invited"  # in the session: the line of a list whose telephone was proven


@dataclass(frozen=True, repr=False)
class Known:
    """`person` is the own record's id, `phone` a proven one in E.164, `invited` the id of a list's line.

    A list may have a wrong or a former number: whoever has that telephone is not yet who is named, so nothing of the
    document is shown, its end is asked (`asks_six`), and so is the name, which a list may have otherwise, too.
    """

    said: Said = field(default_factory=lambda: Said(name=""))
    person: int | None = None
    phone: str = ""
    invited: str = ""
    from_platform: bool = False
    lacks: frozenset[str] = frozenset()  # of sex and birthday what the own record lacks

    @property
    def asks_six(self) -> bool:
        """Whether the list has the document's number: then its last six are asked, as at signing in."""
        return not self.person and bool(self.said.number)

    @property
    def lines(self) -> list[str]:
        """What need not be typed, masked."""
        if self.person:
            return [self.said.name]
        return [mask_name(self.said.name)] if self.said.name else []


def known_of(request: HttpRequest, union: Union) -> Known:
    """In a transaction and scope of its own: the page has none."""
    actor = cast("Request", request).actor
    with acting(actor):
        row = _invitation(request, union)
        if actor.person_id:
            return _own(actor.person_id, row)
        proof = proof_of(request)
        phone = proof.number if proof else ""
        if not phone and actor.signed_in:
            phone = number_of(cast("Account", request.user))
        if row is None or not phone or bytes(row.phone_mark or b"") != bytes(phone_mark(phone)):
            return Known(phone=phone)
        said = Said.read(row.said.reveal())
        return Known(said, None, phone, str(row.pk), row.list.from_platform)


def _invitation(request: HttpRequest, union: Union) -> Invited | None:
    rows = Invited.objects.select_related("list").filter(said__isnull=False)
    key = str(request.session.get(INVITED) or "")
    if not key:
        return None
    return rows.filter(pk=key, list__union=union, list__closed=None, state=Invited.State.INVITED).first()


def _own(person_id: int, row: Invited | None) -> Known:
    person = Person.objects.get(pk=person_id)
    row = row if row and _is_named(row, person) else None  # a telephone may be shared
    job = Employment.objects.filter(person=person, ended=None).select_related("employer").order_by("-started").first()
    said = Said(
        name=person.name,
        employer=job.employer.name if job else "",
        title=job.title if job else "",
        new_form=person.new_form,
        platform=person.platform,
    )
    from_platform = row is not None and row.list.from_platform
    return Known(said, person.pk, "", str(row.pk) if row else "", from_platform, frozenset(lacks_of(person)))


def _is_named(row: Invited, person: Person) -> bool:
    """Whether a line names that very person: by the number if the list has it, else by the name."""
    said = Said.read(row.said.reveal())
    if said.number:
        return with_document(said.name, said.number) == person.pk
    return normalise_name(said.name) == normalise_name(person.name)
