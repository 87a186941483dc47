from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code
from niangjia.engines.people.saying import day_said

WHAT = {
    "withdraw": _("leaving"),
    "retain": _("membership kept"),
    "resume": _("membership lives again"),
    "deem": _("deemed to have left"),
    "expel": _("expulsion"),
}


def _what(stored: str) -> str:
    return str(WHAT[stored])


APPLIED = register_code("joining.application.made", sentence=_("Applied for membership"))
JOINED = register_code("joining.application.approved", sentence=_("Became a member"))
REFUSED = register_code("joining.application.refused", sentence=_("The request to join was refused"))
TURNED = register_code(
    "joining.application.turned", sentence=_("Was a member elsewhere meanwhile: the request became a transfer")
)
ASKED = register_code("joining.transfer.asked", sentence=_("Asked for a transfer of membership"))
LET_GO = register_code("joining.transfer.released", sentence=_("The former union released the member"))
SILENT = register_code("joining.transfer.silent", sentence=_("The former union was silent: the union above decides"))
TAKEN_IN = register_code("joining.transfer.received", sentence=_("Took the member in"))
BOUNCED = register_code("joining.transfer.bounced", sentence=_("Did not take the member in; the membership stays"))
PROPOSED = register_code(
    "joining.change.proposed", sentence=_("Asked that a membership rests or ends: %(what)s"), words={"what": _what}
)
CHANGED = register_code(
    "joining.change.done", sentence=_("Let a membership rest or end: %(what)s"), words={"what": _what}
)
TALKED = register_code(
    "joining.talk.recorded",
    sentence=_("Recorded a talk about dues and taking part on %(day)s"),
    words={"day": day_said},
)
DOOR = register_code("joining.door.changed", sentence=_("Changed whom the union takes in"))
INVITED = register_code(
    "joining.invitation.made", sentence=_("Invited %(count)s people of a list to join, each to confirm")
)
TOLD = register_code("joining.invitation.told", sentence=_("Invited %(count)s people by text message"))
ROLL = register_code("joining.invitation.roll", sentence=_("Drafted %(count)s rolls to sign"))
CONFIRMED = register_code(
    "joining.invitation.signed", sentence=_("Said that %(count)s people signed the roll that was scanned back")
)
WENT_ON = register_code("joining.invitation.resumed", sentence=_("Went on with a list that was left half done"))
TAKEN_BACK = register_code(
    "joining.invitation.unsigned", sentence=_("Took back that %(count)s people signed a roll; they were not entered")
)
CLOSED = register_code("joining.invitation.closed", sentence=_("Closed the list of invitations"))
LEAD = register_code(
    "joining.lead.found", sentence=_("%(count)s members of one employer: it could have a union of its own")
)
LEAD_SEEN = register_code("joining.lead.settled", sentence=_("Settled the lead to a union of its own"))
