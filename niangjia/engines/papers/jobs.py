"""What this engine does in the background: reading scans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.foundation.jobs import CannotGoOn, Step, job_kind

from .scans import store
from .scans.actions import JOB, file_leaf, settle_scan
from .scans.models import Scan
from .scans.reading import Unreadable, leaves_of

if TYPE_CHECKING:
    from niangjia.foundation.jobs import Ids, Work

AT_ONCE = 8  # pages


def _page(ids: Ids) -> str:
    return reverse("papers:scan", args=[ids["scan"]])


@job_kind(JOB, title=gettext_lazy("Filing a scan"), leads_to=_page)
def read_scan(work: Work, cursor: Ids | None) -> Step:
    """Some pages; behind the last one the papers that got pages are settled."""
    scan = Scan.objects.select_related("union").get(pk=int(work.ids["scan"]))
    first = int(cursor["page"]) if cursor else 0
    if scan.state != Scan.State.WAITING:
        return Step(None, done=first)
    try:
        leaves, pages = leaves_of(store.get(store.UPLOAD, scan.uid), first, first + AT_ONCE)
    except (Unreadable, FileNotFoundError):
        return _given_up(scan, first)
    for leaf in leaves:
        file_leaf(work.actor, scan, leaf)
    done = first + len(leaves)
    Scan.objects.filter(pk=scan.pk).update(pages=pages)
    if done < pages:
        return Step({"page": done}, done=done, total=pages)
    settle_scan(work.actor, scan)
    return Step(None, done=done, total=pages)


def _given_up(scan: Scan, read: int) -> Step:
    """Nothing was read: say so on its page. Pages that were filed before stay."""
    if read:
        raise CannotGoOn("damaged", _("The file breaks off in the middle: scan the rest anew."))
    Scan.objects.filter(pk=scan.pk).update(state=Scan.State.UNREADABLE)
    store.drop(store.UPLOAD, scan.uid)
    return Step(None, done=0)
