"""The papers of an election, from the request to the approval; what they say is put together in `saying.py`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.papers import Template
from niangjia.services.founding.letters import register_letter
from niangjia.services.founding.permissions import APPROVE, PREPARE

RENEWAL = register_letter("founding.renewal", _("Request for an election at the end of a term"), PREPARE)
PERMIT = register_letter("founding.permit", _("Reply to a request for an election"), APPROVE)
PROPOSAL = register_letter("founding.proposal", _("Request to approve candidates"), PREPARE)
AGREEMENT = register_letter("founding.agreement", _("Approval of candidates"), APPROVE)
POSTER = register_letter(
    "founding.poster", _("Public notice of candidates"), PREPARE, template=Template.NOTICE, numbered=False
)
METHOD = register_letter("founding.method", _("Rules of the election"), PREPARE, numbered=False, sealed=False)
DELEGATES = register_letter(
    "founding.delegates",
    _("Delegates: how many from where, and who"),
    PREPARE,
    template=Template.ROLL,
    numbered=False,
)
BALLOT = register_letter("founding.ballot", _("Ballot paper"), PREPARE, template=Template.FORM, numbered=False)
TALLY = register_letter(
    "founding.tally", _("Counting sheet"), PREPARE, template=Template.FORM, numbered=False, sealed=False
)
SCRUTINY = register_letter("founding.scrutiny", _("Report of the scrutineers"), PREPARE, numbered=False, sealed=False)
RESULT = register_letter("founding.result", _("Report of the result of an election"), PREPARE)
APPROVAL = register_letter("founding.approval", _("Approval of the result of an election"), APPROVE)
FAILED = register_letter("founding.failed", _("Report: an election elected nobody, or too few"), PREPARE)
VOID = register_letter("founding.void", _("Reply: an election does not count"), APPROVE)
