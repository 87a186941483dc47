"""What the journal says about uploaded lists: how many rows, never whose."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code
from niangjia.engines.people.memberships.models import Membership
from niangjia.engines.people.saying import fields_of, label_of

MEMBER_NUMBER = "member_number"  # as a list calls it
_field_said = fields_of("people.membership")


def _fields(value: str) -> str:
    return _field_said(value.replace(MEMBER_NUMBER, "number"))


UPLOADED = register_code("people.roster.uploaded", sentence=_("Uploaded a list of %(rows)s lines"))
CHECKED = register_code("people.roster.checked", sentence=_("Checked a list: %(rows)s rows, %(rejected)s rejected"))
PICKED = register_code("people.roster.picked", sentence=_("Decided which of several rows about one person holds"))
COMMITTED = register_code(
    "people.roster.committed",
    sentence=_("Committed a list: %(new)s new, %(changed)s changed, %(incomplete)s incomplete"),
)
COMMIT_STARTED = register_code(
    "people.roster.commit_started",
    sentence=_("Began to commit a list (%(origin)s)"),
    words={"origin": label_of(Membership.Origin)},
)
STOPPED = register_code("people.roster.stopped", sentence=_("Stopped committing a list"))
UNDO_STARTED = register_code("people.roster.undo_started", sentence=_("Began to undo a list"))
UNDONE = register_code("people.roster.undone", sentence=_("Undid a list: %(persons)s records, %(kept)s left alone"))
CANCELLED = register_code("people.roster.cancelled", sentence=_("Cancelled a list"))
EXPECTED = register_code(
    "people.roster.expected", sentence=_("Entered from a list, to apply for membership; no member yet")
)
MEMBERSHIP_CORRECTED = register_code(
    "people.roster.membership_corrected",
    sentence=_("Corrected of the membership, from a list: %(fields)s"),
    words={"fields": _fields},
)
TAKEN_BACK = register_code("people.roster.taken_back", sentence=_("Taken back what a list had entered or changed"))
LOOKED = register_code(
    "people.roster.compared",
    sentence=_("Compared an employer's list with the register"),
    look=True,
    purpose=_("reconciling a list of the employer with the register"),
)
