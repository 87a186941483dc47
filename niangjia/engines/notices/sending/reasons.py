"""Why a message did not get through: codes that are kept, and what people read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NOT_WANTED, NO_ADDRESS, GONE, TOO_LATE = "not_wanted", "no_address", "gone", "too_late"
NOT_SET_UP, BAD_ADDRESS, REFUSED, LIMIT = "not_set_up", "bad_address", "refused", "limit"
UNREACHABLE, NOT_FOLLOWING, UNDELIVERED, ERROR = "unreachable", "not_following", "undelivered", "error"

SENTENCES = {
    NOT_WANTED: _("does not want it on this channel"),
    NO_ADDRESS: _("no telephone number or address is known"),
    GONE: _("the record was merged or erased, or the person has died"),
    TOO_LATE: _("could not be sent for three days"),
    NOT_SET_UP: _("this channel is not set up here"),
    BAD_ADDRESS: _("the number or address does not exist"),
    REFUSED: _("the provider refused it"),
    LIMIT: _("the provider's limit is reached"),
    UNREACHABLE: _("the provider does not answer"),
    NOT_FOLLOWING: _("does not follow the official account any more"),
    UNDELIVERED: _("the network could not deliver it"),
    ERROR: _("an error of the platform's own"),
}


def sentence_of(code: str) -> str:
    """What people read for a code."""
    return str(SENTENCES.get(code, code))
