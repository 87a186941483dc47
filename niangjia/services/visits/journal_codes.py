from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code
from niangjia.engines.people.saying import day_said

PLANNED = register_code("visits.visit.planned", sentence=_("Planned a visit"))
RECORDED = register_code("visits.visit.recorded", sentence=_("Recorded a visit: %(number)s"))
CORRECTED = register_code("visits.visit.corrected", sentence=_("Corrected the record of a visit: %(number)s"))
CANCELLED = register_code("visits.visit.cancelled", sentence=_("Called a visit off"))
ENTERED = register_code("visits.problem.entered", sentence=_("Entered a problem: %(number)s"))
POSTPONED = register_code(
    "visits.problem.postponed",
    sentence=_("Agreed on another day for a problem: %(from)s → %(to)s"),
    words={"from": day_said, "to": day_said},
)
SOLVED = register_code("visits.problem.solved", sentence=_("Reported a problem as solved"))
REOPENED = register_code("visits.problem.reopened", sentence=_("Did not strike a problem off: it is not solved"))
STRUCK = register_code("visits.problem.struck", sentence=_("Struck a problem off the register"))
HELD = register_code("visits.problem.held", sentence=_("Gave a problem to a leader to see through"))
PASSED = register_code("visits.problem.passed", sentence=_("Made a matter of a problem: %(number)s"))
LISTED = register_code("visits.register.printed", sentence=_("Issued the register of problems: %(number)s"))
OFFERED = register_code("visits.reception.planned", sentence=_("Planned a reception day"))
CLOSED = register_code("visits.reception.cancelled", sentence=_("Called a reception day off"))
BOOKED = register_code("visits.appointment.booked", sentence=_("Booked a place on a reception day"))
GIVEN_UP = register_code("visits.appointment.cancelled", sentence=_("Gave the place on a reception day up"))
RECEIVED = register_code("visits.appointment.received", sentence=_("Received somebody on a reception day"))
MISSED = register_code("visits.appointment.missed", sentence=_("Noted that somebody did not come"))
ARRANGED = register_code("visits.reception.printed", sentence=_("Issued the plan of a reception day: %(number)s"))
