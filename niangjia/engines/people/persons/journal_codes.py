"""What the journal says about persons: which fields, never what stood in them."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code
from niangjia.engines.people.employers.models import Employment
from niangjia.engines.people.saying import fields_of, label_of, name_of
from niangjia.foundation.identity import DocumentKind

from .models import Relative, SealedDetail

FIELDS = {"fields": fields_of("people.person")}
DOCUMENT = {"kind": label_of(DocumentKind)}
DETAIL = {"kind": label_of(SealedDetail.Kind)}
RELATION = {"relation": label_of(Relative.Relation)}
WORK = {"kind": label_of(Employment.Kind), "employer": name_of("people.employer")}


def _looked_at(what: str) -> str:
    return gettext("Document number of a relative") if what == "relative" else _sealed(what)


_sealed = label_of(DocumentKind, SealedDetail.Kind)
LOOKED_AT = {"what": _looked_at}

REGISTERED = register_code("people.person.registered", sentence=_("Entered into the register"))
DOCUMENT_MET = register_code(
    "people.document.met", sentence=_("Entered a document and was told that its holder is registered elsewhere")
)
CORRECTED = register_code("people.person.corrected", sentence=_("Corrected: %(fields)s"), words=FIELDS)
COMPLETED = register_code("people.person.completed", sentence=_("Completed the record: %(fields)s"), words=FIELDS)
DOCUMENT_ADDED = register_code(
    "people.document.added", sentence=_("Added an identity document (%(kind)s)"), words=DOCUMENT
)
DOCUMENT_REPLACED = register_code(
    "people.document.replaced", sentence=_("Replaced an identity document (%(kind)s)"), words=DOCUMENT
)
DOCUMENT_ENDED = register_code(
    "people.document.ended",
    sentence=_("Recorded until when an identity document is valid (%(kind)s)"),
    words=DOCUMENT,
)
DOCUMENT_REMOVED = register_code(
    "people.document.removed", sentence=_("Removed an identity document (%(kind)s): %(reason)s"), words=DOCUMENT
)
DETAIL_ADDED = register_code("people.detail.added", sentence=_("Added: %(kind)s"), words=DETAIL)
DETAIL_REPLACED = register_code("people.detail.replaced", sentence=_("Replaced: %(kind)s"), words=DETAIL)
DETAIL_REMOVED = register_code("people.detail.removed", sentence=_("Removed: %(kind)s"), words=DETAIL)
RELATIVE_RECORDED = register_code(
    "people.relative.recorded", sentence=_("Recorded a relative (%(relation)s)"), words=RELATION
)
RELATIVE_CORRECTED = register_code(
    "people.relative.corrected", sentence=_("Corrected a relative (%(relation)s)"), words=RELATION
)
RELATIVE_REMOVED = register_code(
    "people.relative.removed", sentence=_("Removed a relative (%(relation)s)"), words=RELATION
)
RELATIVE_LINKED = register_code(
    "people.relative.linked", sentence=_("Linked a relative (%(relation)s) to a record"), words=RELATION
)
RELATIVE_UNLINKED = register_code(
    "people.relative.unlinked",
    sentence=_("Took the link of a relative (%(relation)s) to a record away"),
    words=RELATION,
)
EMPLOYED = register_code(
    "people.employment.began", sentence=_("Recorded work for %(employer)s (%(kind)s)"), words=WORK
)
EMPLOYMENT_ENDED = register_code(
    "people.employment.ended", sentence=_("Recorded the end of work for %(employer)s"), words=WORK
)
EMPLOYMENT_TAKEN_BACK = register_code(
    "people.employment.taken_back",
    sentence=_("Took back work for %(employer)s, as entered by mistake"),
    words=WORK,
)
SET_APART = register_code("people.person.set_apart", sentence=_("Decided: record %(other)s is of another person"))
PROPOSED_AGAIN = register_code(
    "people.person.proposed_again", sentence=_("Took back that record %(other)s is of another person")
)
MERGED = register_code(
    "people.person.merged", sentence=_("Took in record %(lost)s of the same person; rows moved: %(rows)s")
)
MERGED_AWAY = register_code("people.person.merged_away", sentence=_("Merged into record %(kept)s of the same person"))
ERASED = register_code("people.person.erased", sentence=_("Erased the personal data: %(reason)s"))
REVEALED = register_code(
    "people.person.revealed", sentence=_("Looked at in full: %(what)s"), look=True, words=LOOKED_AT
)
REVEALED_OWN = register_code(
    "people.person.revealed_own",
    sentence=_("Looked at the own record in full: %(what)s"),
    look=True,
    purpose=_("one's own data"),
    words=LOOKED_AT,
)
ROTATION_STARTED = register_code(
    "people.keys.rotation_started", sentence=_("Started to move people's data to key %(key)s")
)
ROTATION_ENDED = register_code(
    "people.keys.rotation_ended", sentence=_("Moved people's data to key %(key)s: %(persons)s persons")
)
