"""Who may see and change the files of a matter, and those of what hangs on it: scans, proofs of posting.

What the union keeps for itself is not shown to the applicant. Nobody takes away what somebody else added, or what was
there when a step was done: that was judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.foundation.access.actor import Refused
from niangjia.foundation.attachments import Each, Guard, register_guard

from .acts.notes import living_of
from .core.models import Matter, Task, TaskState
from .later.models import PaperEntry
from .public_notices.models import Posting
from .rights import is_applicant, may_act, may_see

if TYPE_CHECKING:
    from datetime import datetime

    from django.db import models

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.attachments.models import Attachment

INSIDE = "inside"  # the slot of files that the applicant is not shown
SLOTS = {INSIDE: gettext_lazy("for colleagues only"), "": gettext_lazy("the applicant sees it, too")}
JUDGED = (TaskState.DONE, TaskState.SENT_BACK)


def _matter(key: str) -> Matter:
    rows = Matter.objects.select_related("union", "version", "bypassed").defer("version__files", "engine")
    found = rows.filter(pk=key).first() if key.isdecimal() else None
    if found is None:
        raise Http404
    return found


def see(actor: Actor, key: str) -> None:
    """The applicant, and whoever sees the matter at the desk. Raises Http404."""
    matter = _matter(key)
    if not is_applicant(actor, matter) and not may_see(actor, matter, living_of(matter)):
        raise Http404


def see_at_desk(actor: Actor, key: str) -> None:
    """Whoever sees the matter at the desk: minutes that were scanned name others, too. Raises Http404."""
    matter = _matter(key)
    if not may_see(actor, matter, living_of(matter)):
        raise Http404


def change(actor: Actor, key: str) -> None:
    """While it is under way: whoever has a step of it; the applicant before anything was decided and in each turn.

    Raises Http404, Refused.
    """
    matter = _matter(key)
    living = living_of(matter)
    applicant = is_applicant(actor, matter)
    if not applicant and not may_see(actor, matter, living):
        raise Http404
    acts = any(may_act(actor, task, matter) for task in living)  # the applicant in its turn, too
    if not matter.is_open or not (acts or (applicant and not _judged(matter).exists())):
        raise Refused(_("Files are added by who has a step of the matter, while it is under way."))


def _judged(matter: Matter) -> models.QuerySet[Task]:
    """The steps by which others judged what the applicant had handed in."""
    return Task.objects.filter(matter=matter, state__in=JUDGED, for_applicant=False)


def each(actor: Actor, key: str) -> Each:
    """Which files: those of the union are not the applicant's to see, and each is taken away by who added it alone,
    while no step was done since."""
    matter = _matter(key)
    at_desk = may_see(actor, matter, living_of(matter))
    last: datetime | None = Task.objects.filter(matter=matter, state__in=JUDGED).aggregate(last=Max("done"))["last"]

    def removes(file: Attachment) -> bool:
        own = file.account_id is not None and file.account_id == actor.account_id
        return own and (last is None or file.added > last)

    slots = SLOTS if at_desk and matter.person_id is not None else {}
    return Each(lambda file: at_desk or file.slot != INSIDE, removes, slots)


def _page(actor: Actor, key: str) -> str:
    route = "my:matter" if is_applicant(actor, _matter(key)) else "matters:matter"
    return reverse(route, args=[key])


def _union(key: str) -> int | None:
    return _matter(key).union_id


register_guard(
    "matters.matter",
    Guard(see, change, sealed=lambda key: _matter(key).sensitive, page=_page, union=_union, each=each),
)


def _guard(model: type[models.Model], path: str) -> Guard:
    """Of rows that hang on a matter: seen by who sees that at the desk, sealed as its files are, never changed."""

    def matter_id(key: str) -> str:
        found = model._default_manager.filter(pk=key).values_list(path, flat=True).first()
        return str(found) if found is not None else ""

    return Guard(
        lambda actor, key: see_at_desk(actor, matter_id(key)),
        sealed=lambda key: _matter(matter_id(key)).sensitive,
        union=lambda key: _union(matter_id(key)),
    )


register_guard("matters.paperentry", _guard(PaperEntry, "matter"))
register_guard("matters.posting", _guard(Posting, "notice__matter"))
