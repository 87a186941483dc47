"""Linking numbers of other systems; reporting what is serious and urgent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.limits.settling import chain_of
from niangjia.engines.matters.models import State
from niangjia.engines.matters.past_unions import without_barred
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.notices.sending.models import Notice
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.papers.rights import decided_by
from niangjia.engines.papers.verbs import issue_paper
from niangjia.engines.rules import value
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.clock import today
from niangjia.services.concerns import beside_codes as codes
from niangjia.services.concerns.acts.alerting import not_told, officers, told_of
from niangjia.services.concerns.acts.answering import code_of, said_day
from niangjia.services.concerns.here import open_concern, told_at
from niangjia.services.concerns.messages import URGENT_LATE, URGENT_SENT
from niangjia.services.concerns.models import Alert
from niangjia.services.concerns.once import keep_once
from niangjia.services.concerns.permissions import HANDLE

from .models import Body, OtherNumber, System, Urgent
from .papers import BODIES, URGENT, Situation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

NEW = timedelta(days=30)  # what is older was dealt with or told of otherwise


@dataclass(frozen=True, repr=False)
class Report:
    """To whom, and what; `key` is of its form: sent twice it is one."""

    bodies: Sequence[str]
    said: Situation
    key: UUID = field(default_factory=uuid4)


@transaction.atomic
def link_number(actor: Actor, matter: Matter, system: str, number: str, *, handled: bool) -> OtherNumber:
    """Link the number that a concern has elsewhere. Raises Refused, NotPossible."""
    open_concern(actor, matter)
    row = OtherNumber(
        matter=matter, system=System(system), number=number.strip(), handled=handled, by_id=actor.account_id
    )
    if not row.number:
        raise NotPossible(_("Write the number."), "number")
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(_("This number is linked already."), "number") from None
    journal.record(actor, codes.LINKED, matter, union=matter.union_id)
    return row


@transaction.atomic
def unlink_number(actor: Actor, row: OtherNumber) -> None:
    """Take a number away that was wrong. Raises Refused, NotPossible."""
    open_concern(actor, row.matter)
    row.delete()
    journal.record(actor, codes.UNLINKED, row.matter, union=row.matter.union_id)


def urgent_due(union: Union, known: date) -> date:
    """By when it has to be reported. Days of rest do not stop it."""
    return known + timedelta(days=value("concerns.urgent_cd", on=known, unions=chain_of(union)).days.count)


@transaction.atomic
def report_urgent(actor: Actor, matter: Matter, report: Report) -> Urgent:
    """Report it to the bodies that the rules name, as a paper; the union above is told at once. Again is what
    follows. Raises Refused, NotPossible.
    """
    concern = open_concern(actor, matter)
    before = Urgent.objects.select_related("paper").filter(matter=matter, follows=None).first()
    row = Urgent(id=report.key, union=matter.union, matter=matter, follows=before, known=concern.made)
    words = {
        "matter": matter.number,
        "about": str(concern.get_category_display()),
        "employer": concern.employer.name if concern.employer else "",
        "people": f"{concern.people}人",
    }
    union, past = told_of(concern)
    if union.pk == row.union_id and row.union.parent is not None:
        union = row.union.parent
    _send(actor, row, report, words)
    given = {"number": matter.number}
    told = without_barred(matter, officers(union, past))
    send(actor, URGENT_SENT, told, union=union, variables=given, key=f"concerns.urgent.{row.pk}")
    return row


@transaction.atomic
def report_wide(actor: Actor, alert: Alert, report: Report) -> Urgent:
    """The same for what is of wide effect, by the union that was alerted. Raises Refused, NotPossible."""
    require_at(actor, HANDLE, alert.union)
    if Alert.objects.filter(not_told(actor), pk=alert.pk).exists():
        raise Refused(_("This is for others."))
    before = Urgent.objects.select_related("paper").filter(alert=alert, follows=None).first()
    row = Urgent(id=report.key, union=alert.union, alert=alert, follows=before, known=alert.raised_on)
    words = {
        "matter": f"{alert.week:%Y-%m-%d}-{alert.pk}",
        "about": str(alert.get_category_display()),
        "employer": alert.employer.name if alert.employer else "",
        "people": f"{alert.people}人以上" if alert.people else "有危险",
    }
    _send(actor, row, report, words)
    if alert.union.parent is not None:
        told = officers(alert.union.parent, *(one.union for one in alert.passed.select_related("union")))
        given = {"number": words["matter"]}
        send(actor, URGENT_SENT, told, union=alert.union.parent, variables=given, key=f"concerns.urgent.{row.pk}")
    return row


def _send(actor: Actor, row: Urgent, report: Report, words: Mapping[str, str]) -> None:
    """Keep it and issue its paper: about its concern or alert, so that who must not know of that finds none."""
    said = report.said
    if not set(report.bodies) - {Body.ABOVE}:
        raise NotPossible(_("Not to the union above alone: name the bodies of your level, too."), "bodies")
    row.bodies = [body.value for body in Body if body.value in report.bodies]
    row.said, row.due, row.by_id = said.packed(), urgent_due(row.union, row.known), actor.account_id
    keep_once(row)
    data = {
        **words,
        "known": said_day(row.known),
        "bodies": [BODIES[body] for body in row.bodies],
        "happened": said.happened.splitlines(),
        "done": said.done.splitlines(),
        "asks": said.asks.splitlines(),
        "before": row.follows.paper.number if row.follows and row.follows.paper else "",
    }
    about: Any = row.matter or row.alert
    code = code_of(row.matter) if row.matter else HANDLE
    with decided_by(row.union, row.union, code):
        row.paper = issue_paper(actor, URGENT.key, union=row.union, about=about, data=data)
    row.save(update_fields=["paper"])
    journal.record(actor, codes.REPORTED, about, union=row.union_id)


def tell_late_reports() -> int:
    """What nobody has reported in time: who handles it and the union above are told, once. How many."""
    reported = Urgent.objects.filter(matter__state=State.OPEN).values("matter")
    alerts = Alert.objects.select_related("concern__matter__union", "concern__matter__bypassed", "union").filter(
        Q(concern__matter__state=State.OPEN) | Q(concern=None, done_on=None), raised_on__gte=today() - NEW
    )
    alerts = alerts.exclude(pk__in=Urgent.objects.filter(alert__isnull=False).values("alert"))
    late = [
        row for row in alerts.exclude(concern__matter__in=reported) if urgent_due(row.union, row.raised_on) < today()
    ]
    return sum(_remind_of(alert) for alert in late)


def _remind_of(alert: Alert) -> bool:
    """Whether it was not told before."""
    key = f"concerns.urgent_late.{alert.pk}"
    if Notice.objects.filter(key=key).exists():
        return False
    matter = alert.concern.matter if alert.concern else None
    given = {"number": matter.number if matter else str(alert.get_category_display())}
    above = officers(alert.union, *(row.union for row in alert.passed.select_related("union")))
    above = without_barred(matter, above) if matter else above
    send(PLATFORM, URGENT_LATE, above, union=alert.union, variables=given, key=key)
    if matter is not None:
        unit, key = told_at(matter.union, matter), f"concerns.urgent_here.{matter.pk}"
        send(PLATFORM, URGENT_LATE, unit, union=matter.union, variables=given, key=key)
    return True
