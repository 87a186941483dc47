"""What this engine writes into the journal: ids, numbers and states, never what stands on a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code
from niangjia.engines.people.saying import name_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _provider(key: str) -> str | _StrPromise:
    from .seals import provider_named

    found = provider_named(key)
    return found.title if found else key


def _book(key: str) -> str | _StrPromise:
    from .books.listing import BOOKS

    return BOOKS[key].name if key in BOOKS else key


DRAFTED = register_code("papers.paper.drafted", sentence=_("Drafted the paper"))
CHANGED = register_code("papers.paper.changed", sentence=_("Changed the draft"))
DISCARDED = register_code("papers.paper.discarded", sentence=_("Threw the draft away"))
MOVED = register_code(
    "papers.paper.moved",
    sentence=_("The draft went along from union %(origin)s to union %(to)s"),
    words={"origin": name_of("people.union"), "to": name_of("people.union")},
)
CHECKED = register_code("papers.paper.checked", sentence=_("Checked the draft"))
SENT_BACK = register_code("papers.paper.sent_back", sentence=_("Sent the draft back"))
SIGNED = register_code("papers.paper.signed", sentence=_("Signed the paper; number %(number)s"))
SEALED = register_code("papers.paper.sealed", sentence=_("Sealed the paper by hand"))
SEALED_BY = register_code(
    "papers.paper.sealed_electronically",
    sentence=_("Sealed the paper electronically (%(by)s)"),
    words={"by": _provider},
)
SENT = register_code("papers.paper.sent", sentence=_("Sent the paper out for delivery"))
DELIVERED = register_code("papers.paper.delivered", sentence=_("Recorded who received the paper"))
SCANNED = register_code("papers.paper.scanned", sentence=_("Filed a scan with the paper (%(pages)s pages)"))
FILED = register_code("papers.paper.filed", sentence=_("Filed the paper under %(archive)s"))
REVOKED = register_code("papers.paper.revoked", sentence=_("Revoked the paper"))
ENTERED = register_code("papers.paper.entered_later", sentence=_("Entered a paper later: %(number)s"))
OPENED = register_code(
    "papers.paper.opened",
    sentence=_("Opened a paper to read or print it"),
    look=True,
    purpose=_("to handle the paper"),
)
SCAN_OPENED = register_code(
    "papers.paper.scan_opened", sentence=_("Opened the scan of a paper"), look=True, purpose=_("to handle the paper")
)
UPLOADED = register_code("papers.scan.uploaded", sentence=_("Handed in a scan to be filed"))
ASSIGNED = register_code("papers.scan.assigned", sentence=_("Filed a page of a scan by hand"))
CAME_IN = register_code("papers.incoming.entered", sentence=_("Entered an incoming document"))
CAME_IN_CHANGED = register_code("papers.incoming.changed", sentence=_("Changed the entry of an incoming document"))
SEAL_USED = register_code("papers.seal_use.entered", sentence=_("Entered a use of the seal"))
WORD_SET = register_code("papers.word.set", sentence=_("Set the union's word in numbers of papers to %(word)s"))
RETURN_BEGUN = register_code("papers.return.begun", sentence=_("Began a return"))
RETURN_FILLED = register_code("papers.return.filled", sentence=_("Changed figures of a return: %(count)s"))
RETURN_PREFILLED = register_code("papers.return.prefilled", sentence=_("Filled a return from the register again"))
RETURN_HANDED_IN = register_code("papers.return.handed_in", sentence=_("Handed in the return"))
RETURN_CORRECTED = register_code("papers.return.corrected", sentence=_("Began a new version of the return"))
RETURN_DROPPED = register_code("papers.return.dropped", sentence=_("Threw away a return that was not handed in"))
BOOK_TAKEN = register_code(
    "papers.book.taken",
    sentence=_("Took out an office register (%(book)s, %(year)s)"),
    words={"book": _book},
    look=True,
    purpose=_("to keep the office registers"),
)
