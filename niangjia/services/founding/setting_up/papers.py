"""The papers of a founding; papers speak Chinese."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.papers import Template
from niangjia.services.founding.letters import register_letter
from niangjia.services.founding.permissions import APPROVE, PREPARE

REQUEST = register_letter("founding.request", _("Request to found a union"), APPROVE, numbered=False, sealed=False)
REPLY = register_letter("founding.reply", _("Approval that a union is prepared"), APPROVE)
REFUSAL = register_letter("founding.refusal", _("Refusal that a union is prepared"), APPROVE)
APPLICATION = register_letter(
    "founding.application",
    _("Application to be entered as a legal person"),
    PREPARE,
    template=Template.FORM,
    numbered=False,
    copies=3,
)
SPECIMEN = register_letter("founding.specimen", _("Seal on record"), PREPARE, template=Template.FORM)
