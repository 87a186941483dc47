from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code

ASKED = register_code("founding.election.asked", sentence=_("Asked for an election"))
AGAIN = register_code("founding.election.again", sentence=_("Began the first election of a union anew"))
NAMED = register_code("founding.election.candidates", sentence=_("Named the candidates of an election"))
COUNTED = register_code("founding.election.counted", sentence=_("Entered the counting sheets of an election"))
APPROVED = register_code("founding.election.approved", sentence=_("Approved the result of an election"))
CORRECTED = register_code("founding.election.corrected", sentence=_("Corrected the count of an election"))
ANEW = register_code(
    "founding.election.anew", sentence=_("Let an election be held again: the earlier ballots are past")
)
