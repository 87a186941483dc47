"""What the journal says about persons: which fields, never what stood in them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code

REGISTERED = register_code("people.person.registered", sentence=_("Entered into the register"))
CORRECTED = register_code("people.person.corrected", sentence=_("Corrected: %(fields)s"))
COMPLETED = register_code("people.person.completed", sentence=_("Completed the record: %(fields)s"))
DOCUMENT_ADDED = register_code("people.document.added", sentence=_("Added an identity document (%(kind)s)"))
DOCUMENT_REPLACED = register_code("people.document.replaced", sentence=_("Replaced an identity document (%(kind)s)"))
DETAIL_ADDED = register_code("people.detail.added", sentence=_("Added: %(kind)s"))
DETAIL_REPLACED = register_code("people.detail.replaced", sentence=_("Replaced: %(kind)s"))
DETAIL_REMOVED = register_code("people.detail.removed", sentence=_("Removed: %(kind)s"))
RELATIVE_RECORDED = register_code("people.relative.recorded", sentence=_("Recorded a relative (%(relation)s)"))
RELATIVE_CORRECTED = register_code("people.relative.corrected", sentence=_("Corrected a relative (%(relation)s)"))
RELATIVE_REMOVED = register_code("people.relative.removed", sentence=_("Removed a relative (%(relation)s)"))
EMPLOYED = register_code("people.employment.began", sentence=_("Recorded work for employer %(employer)s (%(kind)s)"))
EMPLOYMENT_ENDED = register_code(
    "people.employment.ended", sentence=_("Recorded the end of work for employer %(employer)s")
)
MERGED = register_code(
    "people.person.merged", sentence=_("Took in record %(lost)s of the same person; rows moved: %(rows)s")
)
MERGED_AWAY = register_code("people.person.merged_away", sentence=_("Merged into record %(kept)s of the same person"))
ERASED = register_code("people.person.erased", sentence=_("Erased the personal data: %(reason)s"))
REVEALED = register_code("people.person.revealed", sentence=_("Looked at in full: %(what)s"), look=True)
ROTATION_STARTED = register_code(
    "people.keys.rotation_started", sentence=_("Started to move people's data to key %(key)s")
)
ROTATION_ENDED = register_code(
    "people.keys.rotation_ended", sentence=_("Moved people's data to key %(key)s: %(persons)s persons")
)
