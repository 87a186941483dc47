"""Smaller acts: the letter of reminder, the Party branch in the unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from niangjia.engines import journal
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.papers import issue_paper
from niangjia.engines.people.unions.models import State
from niangjia.foundation.clock import today
from niangjia.services.founding.permissions import APPROVE, PREPARE

from .delaying import due_of
from .journal_codes import PARTY, REMINDED
from .models import PartyBranch, TermWarning
from .papers import REMINDER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from niangjia.engines.papers.models import Paper
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

TODO = {
    TermWarning.Subject.TERM: "请按照工会章程和有关规定，提前做好换届选举准备，并向我会报送换届请示；"
    "确需延期的，应提前书面请示。",
    TermWarning.Subject.CERTIFICATE: "请及时申请办理工会法人资格证书的变更或者补换领手续。",
}


def run_out(union: Union) -> dict[str, date | None]:
    """By subject, the day on which it runs out by the register: a delay or an election may have moved it."""
    if union.state != State.ACTIVE:
        return {}
    return {TermWarning.Subject.TERM: due_of(union), TermWarning.Subject.CERTIFICATE: union.certificate_expires}


@transaction.atomic
def issue_reminder(actor: Actor, warning: TermWarning) -> Paper:
    """The letter that a union's term or certificate runs out, of the union above; once for each warning.

    Raises Refused, NotPossible for one that holds no more.
    """
    held = TermWarning.objects.select_for_update(of=("self",)).select_related("union__parent").get(pk=warning.pk)
    upper = held.union.parent or held.union
    require_at(actor, APPROVE, upper)
    if held.paper_id is not None:
        raise NotPossible(_("This letter was issued already: it lies with the papers."))
    if run_out(held.union).get(held.subject) != held.due:
        raise NotPossible(_("This warning holds no more: the day has changed since."))
    with override("zh-hans"):
        paper = issue_paper(actor, REMINDER.key, union=upper, data=_words(held, upper), about=held)
    held.paper = paper
    held.save(update_fields=["paper"])
    journal.record(actor, REMINDED, held.union, union=held.union_id, data={"number": paper.number})
    return paper


def _words(row: TermWarning, upper: Union) -> dict[str, Any]:
    what = "本届委员会任期" if row.subject == TermWarning.Subject.TERM else "工会法人资格证书"
    day = f"{row.due.year}年{row.due.month}月{row.due.day}日"
    ends = f"已于{day}届满" if row.due < today() else f"将于{day}届满"
    body = [f"你会{what}{ends}。", TODO[TermWarning.Subject(row.subject)], "特此提醒。"]
    return {"title": f"{upper.name}关于{row.union.name}{what}届满的提醒函", "to": row.union.name, "body": body}


@transaction.atomic
def note_party_branch(actor: Actor, union: Union, given: Mapping[str, Any]) -> PartyBranch:
    """Keep which Party branch there is in the unit, and the last joint check. Raises Refused, NotPossible."""
    require_at(actor, PREPARE, union)
    for name in ("together_on", "checked"):
        if given.get(name) and given[name] > today():
            raise NotPossible(_("This day lies in the future."), name)
    row = PartyBranch.objects.filter(union=union).first() or PartyBranch(union=union)
    row.name, row.together_on, row.checked = given["name"].strip(), given.get("together_on"), given.get("checked")
    row.note = (given.get("note") or "").strip() or None
    row.save()
    journal.record(actor, PARTY, union, union=union.pk)
    return row
