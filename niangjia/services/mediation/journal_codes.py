from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code

APPLIED = register_code("mediation.dispute.applied", sentence=_("Applied for mediation"))
ENTERED = register_code(
    "mediation.dispute.entered", sentence=_("Entered an application for mediation made in person")
)
ACCEPTED = register_code("mediation.dispute.accepted", sentence=_("Accepted the dispute: %(number)s"))
REFUSED = register_code("mediation.dispute.refused", sentence=_("Did not accept the dispute: %(number)s"))
PLANNED = register_code("mediation.session.planned", sentence=_("Called both sides to a session"))
RECORDED = register_code("mediation.session.recorded", sentence=_("Wrote the record of a session: %(number)s"))
AGREED = register_code("mediation.dispute.agreed", sentence=_("Both sides agreed: %(number)s"))
ENDED = register_code("mediation.dispute.ended", sentence=_("Ended the mediation: %(number)s"))
PAID = register_code("mediation.instalment.paid", sentence=_("Noted what the employer has paid"))
UNPAID = register_code("mediation.payment.taken_back", sentence=_("Took back a payment that was noted wrongly"))
INVITED = register_code("mediation.employer.asked", sentence=_("Asked the employer for mediation: %(number)s"))
DELIVERED = register_code(
    "mediation.employer.notified", sentence=_("Noted that the employer received the paper: %(number)s")
)
CALLED_OFF = register_code("mediation.session.cancelled", sentence=_("Called a session off"))
ASKED = register_code("mediation.recusal.asked", sentence=_("Asked that a mediator keeps out"))
KEPT_OUT = register_code("mediation.recusal.granted", sentence=_("Kept a mediator out of the dispute"))
STAYS = register_code("mediation.recusal.refused", sentence=_("Let a mediator stay who was asked to keep out"))
