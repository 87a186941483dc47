"""A deputy's time ends earlier than was said, or the deputy is taken back. Naming one: actions.name_deputy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.refusals import NotPossible

from . import journal_codes as codes
from .actions import may_fill
from .models import Deputy, Role

if TYPE_CHECKING:
    from datetime import date

    from niangjia.foundation.access.actor import Actor


@transaction.atomic
def end_deputy(actor: Actor, deputy: Deputy, last_day: date) -> Deputy:
    """Let somebody stand in until that day only; with yesterday the rights end now. Raises Refused, NotPossible."""
    held = _held(actor, deputy)
    if last_day < held.started:
        raise NotPossible(_("The last day must not lie before the first."))
    if held.ends < last_day:
        raise NotPossible(_("The deputy's time ends before that day already: name the deputy anew for longer."))
    held.ends = last_day
    held.save(update_fields=["ends"])
    _note(actor, codes.DEPUTY_ENDED, held, ends=date_format(last_day))
    return held


@transaction.atomic
def revoke_deputy(actor: Actor, deputy: Deputy) -> None:
    """Take back a deputy who was entered by mistake and never stood in. Raises Refused."""
    held = _held(actor, deputy)
    _note(actor, codes.DEPUTY_REVOKED, held)
    held.delete()


def _held(actor: Actor, deputy: Deputy) -> Deputy:
    rows = Deputy.objects.select_for_update(of=("self",)).select_related("post__union__parent")
    held = rows.get(pk=deputy.pk)
    may_fill(actor, held.post.union, Role(held.post.role))
    return held


def _note(actor: Actor, code: str, deputy: Deputy, **data: object) -> None:
    told = {"role": str(Role(deputy.post.role).label), "deputy": deputy.person_id, **data}
    journal.record(actor, code, deputy.post, union=deputy.post.union_id, data=told)
