"""Naming the leader who sees a concern through, writing down what the leader did, ending it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.past_unions import without_barred
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import is_applicant, is_barred
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.people.models import Post
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import today
from niangjia.services.concerns import beside_codes as codes
from niangjia.services.concerns.here import handles, open_concern
from niangjia.services.concerns.messages import HELD
from niangjia.services.concerns.permissions import LEADERS

from .models import Held, HeldNote

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor


def leaders_for(matter: Matter) -> list[Post]:
    """Who leads the union that has it, or one above, and may know of it; whom it concerns is not among them."""
    here = matter.union.place
    posts = Post.objects.living(today()).filter(role__in=LEADERS, union__place__lte=here, union__place_end__gt=here)
    found = list(posts.select_related("union").with_holders().order_by("-union__place", "pk"))
    may = without_barred(matter, {post.person_id for post in found}) - {matter.person_id}
    return [post for post in found if post.person_id in may]


@transaction.atomic
def name_leader(actor: Actor, matter: Matter, post: Post, due: date) -> Held:
    """Name who sees it through. Raises Refused, NotPossible."""
    open_concern(actor, matter)
    if post.pk not in {one.pk for one in leaders_for(matter)}:
        raise NotPossible(_("Choose somebody who leads this union or one above it."), "leader")
    if due < today():
        raise NotPossible(_("This day is over."), "due")
    row = Held(matter=matter, union_id=post.union_id, post_id=post.pk, due=due)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(_("A leader holds it already: end that first.")) from None
    given = {"number": matter.number}
    send(actor, HELD, [post.person_id], union=matter.union, variables=given, key=f"concerns.held.{row.pk}")
    journal.record(actor, codes.HELD, matter, union=matter.union_id)
    return row


def may_note(actor: Actor, held: Held) -> bool:
    """The leader, and whoever has the concern in hand."""
    if held.ended is not None or is_barred(actor, held.matter):
        return False
    return leads_it(actor, held) or handles(actor, held.matter)


def leads_it(actor: Actor, held: Held) -> bool:
    """Whether the actor is the leader, and still is."""
    if actor.person_id is None or is_applicant(actor, held.matter):
        return False
    return Post.objects.living(today()).filter(pk=held.post_id or 0, person=actor.person_id).exists()


def names_of(held: Iterable[Held]) -> dict[int, str]:
    """Who the leaders are, by post: that is known to all, also where the record lies elsewhere. One query."""
    posts = Post.objects.filter(pk__in=[row.post_id for row in held if row.post_id]).with_holders()
    return {post.pk: post.holder for post in posts}


@transaction.atomic
def note_held(actor: Actor, held: Held, text: str) -> HeldNote:
    """Write down what the leader did. Raises Refused, NotPossible."""
    if not may_note(actor, held):
        raise Refused(_("This is for others."))
    if not text.strip():
        raise NotPossible(_("Say what was done."), "text")
    Held.objects.select_for_update(of=("self",)).get(pk=held.pk)
    last = held.notes.aggregate(last=Max("position"))["last"] or 0
    row = HeldNote(held=held, text=text.strip(), position=last + 1, by_id=actor.account_id)
    row.save(force_insert=True)
    journal.record(actor, codes.HELD_NOTED, held.matter, union=held.matter.union_id)
    return row


@transaction.atomic
def end_held(actor: Actor, held: Held, text: str) -> None:
    """It is settled, or goes to another leader: with what came of it. Raises Refused, NotPossible."""
    if not may_note(actor, held):
        raise Refused(_("This is for others."))
    if not text.strip():
        raise NotPossible(_("Say what came of it, or why it ends."), "text")
    if not Held.objects.filter(pk=held.pk, ended=None).update(ended=today()):
        raise NotPossible(_("It is over."))
    held.ending = text.strip()
    held.save(update_fields=["ending"])
    journal.record(actor, codes.HELD_ENDED, held.matter, union=held.matter.union_id)
