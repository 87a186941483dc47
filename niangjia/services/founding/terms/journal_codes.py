from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code
from niangjia.engines.people.saying import day_said

WARNED = register_code("founding.term.warned", sentence=_("Warned that a term or certificate runs out"))
REMINDED = register_code("founding.term.reminded", sentence=_("Issued the letter of reminder %(number)s"))
EXPORTED = register_code("founding.term.exported", sentence=_("Took out the list of terms: %(count)s lines"))
DELAY_ASKED = register_code("founding.delay.asked", sentence=_("Prepared a request to delay the election"))
DELAYED = register_code(
    "founding.delay.granted", sentence=_("Delayed the election until %(day)s"), words={"day": day_said}
)
NOT_DELAYED = register_code("founding.delay.refused", sentence=_("Did not delay the election"))
DELAY_REVOKED = register_code(
    "founding.delay.revoked",
    sentence=_("Took the delay of the election back: due on %(day)s"),
    words={"day": day_said},
)
PARTY = register_code("founding.party.noted", sentence=_("Noted the Party branch in the unit"))
LEADS_SEEN = register_code(
    "founding.leads.settled",
    sentence=_("Settled the lead to a union at the employer %(employer)s"),
    words={"employer": str},
)
