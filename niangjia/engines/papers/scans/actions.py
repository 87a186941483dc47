"""Verbs on scans: hand one in, file its pages by their codes, file a page by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.papers import journal_codes as codes
from niangjia.engines.papers.life.delivering import file_if_complete
from niangjia.engines.papers.life.hiding import is_hidden
from niangjia.engines.papers.life.issuing import seal_paper
from niangjia.engines.papers.life.models import Delivery, Paper, State
from niangjia.engines.papers.life.steps import expected
from niangjia.engines.papers.making.codes import token_in
from niangjia.engines.papers.permissions import SEAL, WRITE
from niangjia.engines.papers.refusals import NotPossible
from niangjia.engines.papers.rights import acts_for
from niangjia.foundation.jobs.actions import start_job

from . import store
from .models import Result, Scan, ScanPage
from .reading import looks_like_scan

if TYPE_CHECKING:
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

    from .reading import Leaf

LARGEST = 40 << 20  # bytes
JOB = "papers.read_scan"


@transaction.atomic
def hand_in_scan(actor: Actor, union: Union, name: str, content: bytes) -> Scan:
    """Take a file from the scanner; a job reads its pages. Raises Refused, NotPossible for what is no scan."""
    actor.require(WRITE, at=union.place)
    if len(content) > LARGEST:
        raise NotPossible(
            _("At most %(count)s MB. Scan in parts, or in grey at 200 dpi.") % {"count": LARGEST >> 20}, "file"
        )
    if not looks_like_scan(content[:1024]):
        raise NotPossible(_("Choose a PDF, or a picture as JPEG, PNG or TIFF."), "file")
    scan = Scan(union=union, account_id=actor.account_id, name=name[:120])
    scan.key_id = store.put(store.UPLOAD, scan.uid, content)
    scan.save(force_insert=True)
    scan.job = start_job(actor, JOB, {"scan": scan.pk}).pk
    scan.save(update_fields=["job"])
    journal.record(actor, codes.UPLOADED, scan, union=union.pk)
    return scan


@transaction.atomic
def file_leaf(actor: Actor, scan: Scan, leaf: Leaf) -> ScanPage:
    """Keep a page, and file it with the paper that its code names; what does not fit waits for somebody to look."""
    page = ScanPage(scan=scan, position=leaf.number + 1, uid=uuid5(scan.uid, str(leaf.number)))
    page.result, page.paper, page.delivery = _found(actor, scan, leaf)
    page.key_id = store.put(store.PICTURE, page.uid, leaf.picture)
    page.save(force_insert=True)
    return page


def _found(actor: Actor, scan: Scan, leaf: Leaf) -> tuple[Result, Paper | None, Delivery | None]:
    tokens = {token for text in leaf.texts if (token := token_in(text))}
    if leaf.blank and not tokens:
        return Result.BLANK, None, None
    if len(tokens) != 1:
        return (Result.SEVERAL if tokens else Result.NO_CODE), None, None
    (token,) = tokens
    paper = Paper.objects.select_related("union").filter(token=token).first()
    delivery = None if paper else Delivery.objects.select_related("paper__union").filter(token=token).first()
    paper = delivery.paper if delivery else paper
    # Of what lies outside one's reach it is not said that it is there.
    if paper is None or not actor.may(WRITE, at=paper.union.place) or is_hidden(actor, paper):
        return Result.UNKNOWN, None, None
    result = _fits(scan, paper, delivery)
    return (result, paper, delivery) if result in (Result.FILED, Result.PROOF) else (result, None, None)


def _fits(scan: Scan, paper: Paper, delivery: Delivery | None) -> Result:
    if not paper.issued:
        return Result.NOT_ISSUED
    if paper.revoked:
        return Result.REVOKED
    rows = ScanPage.objects.exclude(scan=scan)
    if delivery:
        return Result.HELD if rows.filter(delivery=delivery).exists() else Result.PROOF
    return Result.HELD if rows.filter(paper=paper, delivery=None).exists() else Result.FILED


@transaction.atomic
def settle_scan(actor: Actor, scan: Scan) -> int:
    """Once all pages are there: each paper whose stamped copy came back is sealed, and filed where all is done.

    Answers how many papers got pages.
    """
    ids = scan.leaves.exclude(paper=None).values_list("paper", flat=True).distinct()
    papers = list(
        Paper.objects.select_for_update(of=("self",)).select_related("union").filter(pk__in=ids).order_by("pk")
    )
    for paper in papers:
        if paper.revoked:  # between its page and now
            scan.leaves.filter(paper=paper).update(result=Result.REVOKED, paper=None, delivery=None)
        else:
            settle_paper(actor, paper, scan.leaves.filter(paper=paper).count())
    Scan.objects.filter(pk=scan.pk).update(state=Scan.State.DONE)
    store.drop(store.UPLOAD, scan.uid)
    return len(papers)


def settle_paper(actor: Actor, paper: Paper, pages: int) -> None:
    """The scan of a stamped paper seals it in the book, if whoever scanned may; then it is filed, if all is done.

    The paper is locked and holds.
    """
    journal.record(actor, codes.SCANNED, paper, union=paper.union_id, data={"pages": pages})
    stamped = paper.leaves.filter(delivery=None).exists()
    if stamped and expected(paper) == State.SEALED and acts_for(actor, SEAL, paper.union):
        seal_paper(actor, paper)
    held = Paper.objects.select_for_update(of=("self",)).select_related("union").get(pk=paper.pk)
    file_if_complete(actor, held)


@transaction.atomic
def assign_page(actor: Actor, page: ScanPage, paper: Paper) -> None:
    """File a page by hand with a paper of one's reach. Raises Refused, NotPossible."""
    actor.require(WRITE, at=page.scan.union.place)
    actor.require(WRITE, at=paper.union.place)
    held = Paper.objects.select_for_update(of=("self",)).select_related("union").get(pk=paper.pk)
    if not held.issued:
        raise NotPossible(_("This paper was not signed yet."), "number")
    if held.revoked:
        raise NotPossible(_("This paper was revoked."), "number")
    free = ScanPage.objects.filter(pk=page.pk, paper=None)  # of two at once one gets it
    if not free.update(paper=held, result=Result.FILED, by_hand=True):
        raise NotPossible(_("This page is filed already."))
    page.refresh_from_db()
    journal.record(actor, codes.ASSIGNED, held, union=held.union_id)
    settle_paper(actor, held, 1)
