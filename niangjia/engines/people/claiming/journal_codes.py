from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code

HOW = {
    "phone": _("telephone and last six of the document"),
    "document": _("name and whole document number"),
    "vouch": _("word of the clerk or group leader"),
}
CLAIMED = register_code(
    "people.claim.made", sentence=_("Linked an account to the record: %(how)s"), words={"how": lambda how: HOW[how]}
)
DISOWNED = register_code(
    "people.claim.disowned", sentence=_("Said that the record is not theirs; the link was undone")
)
REPORTED = register_code("people.claim.reported", sentence=_("Said that something in the record is wrong"))
VOUCHED = register_code("people.claim.vouched", sentence=_("Vouched in person for who it is, to let them sign in"))
SETTLED = register_code("people.claim.settled", sentence=_("Settled a note about the record"))
UNLINKED = register_code("people.claim.unlinked", sentence=_("Closed the own account; the link to the record ended"))
