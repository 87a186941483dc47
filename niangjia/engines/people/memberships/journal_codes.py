"""What the journal says about memberships; the subject is the person, the data name the membership."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code
from niangjia.engines.people.saying import day_said, fields_of, label_of, name_of

from .models import Membership

DAY = {"day": day_said}
UNIONS = {"origin": name_of("people.union"), "target": name_of("people.union")}

ENROLLED = register_code(
    "people.membership.enrolled",
    sentence=_("Enrolled as a member (%(origin)s, from %(day)s)"),
    words={**DAY, "origin": label_of(Membership.Origin)},
)
RELEASED = register_code("people.membership.released", sentence=_("Released for a transfer on %(day)s"), words=DAY)
CALLED_BACK = register_code(
    "people.membership.called_back", sentence=_("Called back from a transfer on %(day)s"), words=DAY
)
TRANSFERRED = register_code(
    "people.membership.transferred",
    sentence=_("Transferred from %(origin)s to %(target)s on %(day)s"),
    words={**DAY, **UNIONS},
)
RETAINED = register_code("people.membership.retained", sentence=_("Membership retained from %(day)s"), words=DAY)
RESUMED = register_code("people.membership.resumed", sentence=_("Membership resumed on %(day)s"), words=DAY)
WITHDRAWN = register_code("people.membership.withdrawn", sentence=_("Withdrew on %(day)s"), words=DAY)
DEEMED_WITHDRAWN = register_code(
    "people.membership.deemed_withdrawn", sentence=_("Deemed to have withdrawn on %(day)s"), words=DAY
)
EXPELLED = register_code("people.membership.expelled", sentence=_("Expelled on %(day)s"), words=DAY)
REVOKED = register_code("people.membership.revoked", sentence=_("Membership revoked, as entered by mistake"))
REINSTATED = register_code(
    "people.membership.reinstated", sentence=_("Took back what had ended the membership, on %(day)s"), words=DAY
)
CORRECTED = register_code(
    "people.membership.corrected",
    sentence=_("Corrected the membership (%(fields)s): %(reason)s"),
    words={"fields": fields_of("people.membership")},
)
ENDED_BY_DEATH = register_code(
    "people.membership.ended_by_death", sentence=_("Membership ended by death on %(day)s"), words=DAY
)
DEATH_RECORDED = register_code("people.person.died", sentence=_("Recorded the death on %(day)s"), words=DAY)
DEATH_TAKEN_BACK = register_code(
    "people.person.death_taken_back", sentence=_("Took back the record of a death: %(reason)s")
)
