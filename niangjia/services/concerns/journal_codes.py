from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

NOTICES = {
    "accept": _("Notice: taken up"),
    "guide": _("Notice: lawful channel"),
    "not_ours": _("Notice: not ours"),
    "discipline": _("Notice: passed on"),
}


def _what(value: str) -> str | _StrPromise:
    return NOTICES.get(value, value)


BROUGHT = register_code("concerns.concern.brought", sentence=_("Brought a concern"))
ENTERED = register_code("concerns.concern.entered", sentence=_("Entered a concern for somebody"))
SINCE_SAID = register_code("concerns.concern.since", sentence=_("Said from which day the law's time limits run"))
TOLD = register_code(
    "concerns.concern.told",
    sentence=_("Told in writing what becomes of the concern: %(what)s"),
    words={"what": _what},
)
ANSWERED = register_code("concerns.concern.answered", sentence=_("Issued the written opinion on the concern"))
RECEIVED = register_code("concerns.concern.received", sentence=_("The written opinion was received"))
AGREED = register_code(
    "concerns.concern.agreed",
    sentence=_("The worker agreed that the concern goes on in another service, where the employer learns the name"),
)
REVIEW_ASKED = register_code("concerns.review.asked", sentence=_("Asked for a review of the opinion"))
REVIEW_ENTERED = register_code("concerns.review.entered", sentence=_("Entered a review that somebody asked for"))
REVIEW_WANTED = register_code("concerns.review.wanted", sentence=_("Asked for a review with a receipt"))
REVIEWED = register_code("concerns.review.answered", sentence=_("Issued the opinion of the review"))
ALERTED = register_code("concerns.alert.raised", sentence=_("Concerns of wide effect were told to the union above"))
ALERT_DONE = register_code("concerns.alert.done", sentence=_("Wrote down what was done about an alert"))
WITHOUT_NAME = register_code("concerns.anonymous.brought", sentence=_("Brought a concern without a name"))
WROTE = register_code("concerns.anonymous.wrote", sentence=_("Wrote with a receipt"))
RATED = register_code("concerns.anonymous.rated", sentence=_("Rated with a receipt"))
TAKEN_UP = register_code("concerns.anonymous.taken", sentence=_("Took up a concern without a name"))
TOLD_SENDER = register_code("concerns.anonymous.told", sentence=_("Wrote to whoever has the receipt"))
KEPT_LONGER = register_code("concerns.anonymous.kept", sentence=_("Keeps a concern without a name for longer"))
ERASED = register_code("concerns.anonymous.erased", sentence=_("Deleted what a concern without a name said"))
NAME_OPENED = register_code(
    "concerns.anonymous.name_opened", sentence=_("Opened the sealed name of a confidential concern"), look=True
)
READ = register_code(
    "concerns.anonymous.read",
    sentence=_("Read a concern without a name"),
    look=True,
    purpose=_("to handle it"),
)
HOLDS = register_code("concerns.concern.holds", sentence=_("Said after some time whether the solution holds"))
NAMED = register_code("concerns.concern.named", sentence=_("Somebody is complained of, and keeps out of the concern"))
SEALED = register_code("concerns.concern.sealed", sentence=_("A concern came with a sealed name"))
SEALED_WROTE = register_code("concerns.sealed.wrote", sentence=_("Who has the sealed name wrote"))
SEALED_TOLD = register_code("concerns.sealed.told", sentence=_("Wrote to who has the sealed name"))
SEALED_RATED = register_code("concerns.sealed.rated", sentence=_("Who has the sealed name rated it"))
TOLD_BACK = register_code("concerns.changed.told", sentence=_("Told the workers what changed"))
TAKEN_DOWN = register_code("concerns.changed.taken_down", sentence=_("Took down what was told of a change"))
CONSENTED = register_code("concerns.concern.consented", sentence=_("Lets the union tell what changed"))
UNCONSENTED = register_code("concerns.concern.unconsented", sentence=_("Lets the union tell no more what changed"))
