"""What the journal says about memberships; the subject is the person, the data name the membership."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code

ENROLLED = register_code("people.membership.enrolled", sentence=_("Enrolled as a member (%(origin)s, from %(day)s)"))
RELEASED = register_code("people.membership.released", sentence=_("Released for a transfer on %(day)s"))
CALLED_BACK = register_code("people.membership.called_back", sentence=_("Called back from a transfer on %(day)s"))
TRANSFERRED = register_code(
    "people.membership.transferred", sentence=_("Transferred from union %(origin)s to union %(target)s on %(day)s")
)
RETAINED = register_code("people.membership.retained", sentence=_("Membership retained from %(day)s"))
RESUMED = register_code("people.membership.resumed", sentence=_("Membership resumed on %(day)s"))
WITHDRAWN = register_code("people.membership.withdrawn", sentence=_("Withdrew on %(day)s"))
DEEMED_WITHDRAWN = register_code(
    "people.membership.deemed_withdrawn", sentence=_("Deemed to have withdrawn on %(day)s")
)
EXPELLED = register_code("people.membership.expelled", sentence=_("Expelled on %(day)s"))
REVOKED = register_code("people.membership.revoked", sentence=_("Membership revoked, as entered by mistake"))
REINSTATED = register_code(
    "people.membership.reinstated", sentence=_("Took back what had ended the membership, on %(day)s")
)
ENDED_BY_DEATH = register_code("people.membership.ended_by_death", sentence=_("Membership ended by death on %(day)s"))
DEATH_RECORDED = register_code("people.person.died", sentence=_("Recorded the death on %(day)s"))
DEATH_TAKEN_BACK = register_code(
    "people.person.death_taken_back", sentence=_("Took back the record of a death: %(reason)s")
)
