from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code
from niangjia.engines.people.saying import day_said

ASKED = register_code("founding.request.made", sentence=_("Asked for a union to be founded"))
READ = register_code(
    "founding.request.read",
    sentence=_("Read who wants a union to be founded, and why"),
    look=True,
    purpose=_("to answer the request"),
)
APPROVED = register_code(
    "founding.request.approved", sentence=_("Approved that %(union)s is prepared"), words={"union": str}
)
REFUSED = register_code("founding.request.refused", sentence=_("Did not approve that a union is prepared"))
APPLYING = register_code("founding.certificate.begun", sentence=_("Began the application to be a legal person"))
CERTIFIED = register_code(
    "founding.certificate.issued",
    sentence=_("Entered the legal-person certificate %(number)s, valid until %(until)s"),
    words={"until": day_said},
)
SEALED = register_code("founding.seal.recorded", sentence=_("Put the seal of the union on record"))
