from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code
from niangjia.engines.people.persons.models import SealedDetail
from niangjia.engines.people.saying import fields_of

_of_person = fields_of("people.person")


def fields_said(value: object) -> str:
    """Names of fields in words; telephones and addresses are details of the record, not fields of it."""
    names = [name for name in str(value).split(", ") if name]
    kinds = dict(SealedDetail.Kind.choices)
    return "、".join(capfirst(str(kinds[name])) if name in kinds else _of_person(name) for name in names)


FIELDS = {"fields": fields_said}
ASKED = register_code("people.correction.asked", sentence=_("Asked for a correction: %(fields)s"), words=FIELDS)
WITHDRAWN = register_code(
    "people.correction.withdrawn", sentence=_("Took back the request for a correction: %(fields)s"), words=FIELDS
)
CONFIRMED = register_code(
    "people.correction.confirmed", sentence=_("Confirmed the correction asked for: %(fields)s"), words=FIELDS
)
REFUSED = register_code(
    "people.correction.refused",
    sentence=_("Refused the correction asked for (%(fields)s): %(reason)s"),
    words=FIELDS,
)
OPENED = register_code(
    "people.correction.opened",
    sentence=_("Opened the correction asked for, with its evidence"),
    look=True,
    purpose=_("to decide on the correction that the person asked for"),
)
