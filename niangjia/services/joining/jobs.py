"""What takes longer: lists taken in, invitations sent, signed rolls entered; and by the clock, who was silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from niangjia.engines.matters.core.models import LIVING, Task
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now
from niangjia.foundation.jobs import Step, job_kind, periodic
from niangjia.foundation.jobs.actions import start_job

from .acts.applying import TRANSFER
from .acts.intake import take_in
from .acts.inviting import PIECE, TAKE_IN, TELL, close_old, tell_some
from .acts.rolls import ENTER, enter_some
from .acts.settling import settle_some
from .acts.transferring import RELEASE, pass_silent_up
from .models import InvitationList, ListPiece
from .reading import require_here

if TYPE_CHECKING:
    from niangjia.foundation.jobs import Ids, Work

KIND, AT_ONCE = "joining.pass_up", 50
CLOSE = "joining.close_lists"
MESSAGES, PEOPLE, LISTS = 20, 10, 20
OVER = -1  # all lines are looked at
WHY = gettext_noop("pass transfers that the former union left lying to the union above")


@periodic("17 6 * * *")
def start_passing_up() -> None:
    """Once a day, before work begins."""
    if Task.objects.filter(procedure=TRANSFER, key=RELEASE, state__in=LIVING, due__lt=now()).exists():
        start_job(PLATFORM, KIND, {})


@job_kind(KIND, title=_("Passing up transfers that were left lying"))
def pass_some(work: Work, cursor: Ids | None) -> Step:
    """Some at a time; what can't be passed up is left."""
    done, after = (int(cursor["done"]), int(cursor.get("after", 0))) if cursor else (0, 0)
    with everywhere(PLATFORM, WHY):
        passed, last = pass_silent_up(AT_ONCE, after)
    return Step({"done": done + passed, "after": last} if last else None, done=done + passed)


def _page(ids: Ids) -> str:
    return reverse("joining:list", args=[ids["list"]])


def _list(work: Work) -> InvitationList:
    """Whoever lost the right meanwhile goes on with nothing. Raises Refused."""
    row = InvitationList.objects.select_related("union").get(pk=int(work.ids["list"]))
    require_here(work.actor, row.union)
    return row


@job_kind(TAKE_IN, title=_("Taking in a list of invitations"), leads_to=_page)
def take_in_some(work: Work, cursor: Ids | None) -> Step:
    """A piece; the lines that are there say where it stands, whoever was killed."""
    row = _list(work)
    piece = ListPiece.objects.select_for_update().filter(list=row).order_by("number").first()
    if piece is None:
        return Step(None, done=row.lines, total=row.lines)
    done = take_in(work.actor, row, piece)
    return Step({"done": done}, done=done, total=row.lines)


@job_kind(TELL, title=_("Inviting by text message"), leads_to=_page)
def tell_them(work: Work, cursor: Ids | None) -> Step:
    """Some messages; once it is late, the rest waits until somebody asks for it again."""
    row, at = _list(work), cursor or {"done": 0, "after": -1, "looked": 0}
    done, after, looked = int(at["done"]), int(at["after"]), int(at.get("looked", OVER))
    if looked != OVER:  # first whoever has joined otherwise
        last = settle_some(work.actor, row, PIECE, looked)
        return Step({**at, "looked": OVER if last is None else last}, done=done)
    link = f"{settings.HOUSE.public_address}{reverse('joining:invitation', args=[row.token])}"
    tried, last = tell_some(row, link, MESSAGES, after)
    return Step({"done": done + tried, "after": last, "looked": OVER} if tried else None, done=done + tried)


@job_kind(ENTER, title=_("Entering who signed a roll"), leads_to=_page)
def enter_them(work: Work, cursor: Ids | None) -> Step:
    """Some people."""
    row, done = _list(work), int(cursor["done"]) if cursor else 0
    tried = enter_some(work.actor, row, PEOPLE)
    return Step({"done": done + tried} if tried else None, done=done + tried)


@periodic("41 3 * * *")
def start_closing() -> None:
    """Once a night: what lists say of people is not kept for good."""
    if InvitationList.objects.filter(closed=None).exists():
        start_job(PLATFORM, CLOSE, {})


@job_kind(CLOSE, title=_("Closing lists whose time is over"))
def close_some(work: Work, cursor: Ids | None) -> Step:
    """Some lists; one that a job is at stays for another night."""
    done, after = (int(cursor["done"]), int(cursor["after"])) if cursor else (0, 0)
    closed, last = close_old(LISTS, after)
    return Step({"done": done + closed, "after": last} if last else None, done=done + closed)
