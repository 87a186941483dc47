"""A change of officers is taken back: posts that were filled were never held, who left holds theirs again."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.later.undoing import Undoing, revoking_papers
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people import refusals
from niangjia.engines.people.models import Person, Post
from niangjia.engines.people.posts.actions import Terms, fill_post, revoke_post
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.clock import today
from niangjia.services.founding.terms.delaying import told

from .asking import change_of
from .journal_codes import UNDONE
from .officers import DAY, grant_officers, refuse_officers

if TYPE_CHECKING:
    from niangjia.engines.matters.later.models import Correction
    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor

PAPERS = revoking_papers()


def _effects(matter: Matter, correction: Correction) -> list[str]:
    named = PAPERS.effects(matter, correction)
    row = change_of(matter)
    if not row.before:
        return named
    before = json.loads(row.before.reveal())
    if "made" in before:
        post = Post.objects.get(pk=before["made"])
        if post.was_revoked or (post.ends is not None and post.ends < today()):
            raise NotPossible(_("The post has ended since: mend it in the register."))
        named = [_("The post that was filled is taken back."), *named]
    if "post" in before:
        named = [_("Who left holds the post again, from the day after the last one."), *named]
    return named


@transaction.atomic
def _undo(actor: Actor, matter: Matter, correction: Correction) -> None:
    PAPERS.undo(actor, matter, correction)
    row = change_of(matter)
    if not row.before:
        return
    before = json.loads(row.before.reveal())
    try:
        if "made" in before:
            revoke_post(PLATFORM, Post.objects.get(pk=before["made"]))
        if "post" in before:
            _again(Post.objects.get(pk=before["post"]), before["ends"])
    except refusals.NotPossible as error:
        raise NotPossible(str(error)) from None
    row.before = None
    row.save(update_fields=["before"])
    journal.record(actor, UNDONE, matter, union=matter.union_id, data={"what": row.kind})


def _again(post: Post, ends: str) -> None:
    """A post that ended does not live again in the register: it goes on as another one, without a gap."""
    assert post.ends is not None  # noqa: S101 - it was ended
    last = date.fromisoformat(ends) if ends else None
    terms = Terms(
        Role(post.role), post.ends + DAY, last, obtained=Post.Obtained(post.obtained), time=Post.Time(post.time),
        whole_subtree=post.whole_subtree, term=post.term, paper=post.paper,
    )  # fmt: skip
    with in_scope(Scope(post.union.subtree, post.person_id)):
        fill_post(PLATFORM, post.union, Person.objects.get(pk=post.person_id), terms)


UNDOING = Undoing(
    effects=_effects,
    undo=_undo,
    redo={
        "decide/approve": lambda actor, matter, correction: grant_officers(actor, matter),
        "decide/refuse": lambda actor, matter, correction: refuse_officers(actor, matter, told(correction)),
    },
)
