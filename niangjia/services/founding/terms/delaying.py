"""An election is put off by an approved request, so many months at most, once more only with another approval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.notes import given_reason
from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.later.issuing import issue_about
from niangjia.engines.matters.later.undoing import Undoing, revoking_papers
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.people import refusals
from niangjia.engines.people.unions.actions import correct_union
from niangjia.engines.people.unions.acts import hold
from niangjia.engines.people.unions.due import election_day, longest_term
from niangjia.engines.people.unions.models import Union
from niangjia.engines.people.unions.reading import path
from niangjia.engines.rules import value
from niangjia.foundation.clock import now, today
from niangjia.services.founding.apart import refuse_both_sides
from niangjia.services.founding.permissions import PREPARE
from niangjia.services.founding.replacing import GIVEN_UP, replace_papers

from .issuing import answer
from .journal_codes import DELAY_ASKED, DELAY_REVOKED, DELAYED, NOT_DELAYED
from .models import Delay
from .months import later
from .papers import ASKING

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.matters.later.models import Correction
    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor

KEY = "founding.delay"
LONGEST = 300  # of a reason
PAPERS = revoking_papers()


def figure(key: str, union: Union) -> int:
    """A figure as it holds for a union today."""
    return value(key, on=today(), unions=[one.pk for one in reversed(path(union))]).count


def due_of(union: Union) -> date | None:
    """When its election is due."""
    return election_day(union, longest_term(today()))


def granted(union: Union) -> int:
    """How often the election of this term was put off already."""
    rows = Delay.objects.filter(union=union, term_started=union.term_started)
    return rows.exclude(due_after=None).count()


def refuse_delay_of(union: Union) -> None:
    """Raises NotPossible where nothing can be put off (any more)."""
    if due_of(union) is None:
        raise NotPossible(_("No term is entered for this union: enter it first."))
    if granted(union) >= figure("founding.delays_most", union):
        raise NotPossible(_("The election of this term was put off as often as it may be: hold it."))


def refuse_past(row: Delay, union: Union) -> None:
    """Raises NotPossible for a request of the term before: the next committee's election is not put off by it."""
    if row.term_started != union.term_started:
        raise NotPossible(
            _("Another committee was elected since this was asked for: don't send it up, or don't agree to it.")
        )


def fit(union: Union, months: int, reason: str) -> None:
    """Raises NotPossible, at its field, for more months than may be, or without a reason."""
    most = figure("founding.delay_months", union)
    if not 1 <= months <= most:
        raise NotPossible(_("From 1 to %(most)s months: the figure in force here.") % {"most": most}, "months")
    if not reason.strip() or len(reason) > LONGEST:
        raise NotPossible(_("Say why, in at most %(count)s signs.") % {"count": LONGEST}, "reason")


@transaction.atomic
def ask_delay(actor: Actor, union: Union, months: int, reason: str) -> Matter:
    """Prepare the request of a union; its chair signs it. Raises Refused, NotPossible."""
    require_at(actor, PREPARE, union)
    union = hold(union)
    refuse_delay_of(union)
    fit(union, months, reason)
    if Delay.objects.filter(union=union, ended=None).exists():
        raise NotPossible(_("A request to delay this election is under way already."))
    row = Delay(union=union, term_started=union.term_started, months=months, reason=reason.strip())
    row.save(force_insert=True)
    matter = open_matter(actor, KEY, union=union, about=row)
    row.matter = matter
    row.save(update_fields=["matter"])
    journal.record(actor, DELAY_ASKED, matter, union=union.pk)
    return matter


def delay_of(matter: Matter) -> Delay:
    """The delay that a matter of ours is about."""
    return Delay.objects.select_related("union").get(matter=matter.pk)


def request_delay(actor: Actor, matter: Matter) -> None:
    """The request as a paper of the union (请示). Raises Refused, NotPossible."""
    row = delay_of(matter)
    refuse_past(row, row.union)
    due = due_of(row.union)
    if due is None:
        raise NotPossible(_("No term is entered for this union: enter it first."))
    again = "再次" if granted(row.union) else ""
    until = later(due, row.months)
    body = [
        f"我会本届委员会任期于{_zh(due)}届满。因{row.reason.reveal()}，拟{again}延期{row.months}个月换届，至{_zh(until)}前完成。",
        "延期期间，本届委员会继续履行职责，并抓紧做好换届准备。",
        "妥否，请批示。",
    ]
    upper = matter.union.parent or matter.union
    data = {"title": f"{matter.union.name}关于{again}延期换届的请示", "to": upper.name, "body": body}
    replace_papers(matter, (ASKING.key,))
    issue_about(actor, matter, ASKING.key, data)


@transaction.atomic
def grant_delay(actor: Actor, matter: Matter) -> None:
    """The election is due later: lists and warnings follow. Raises Refused, NotPossible."""
    refuse_both_sides(actor, matter)
    row = delay_of(matter)
    union = hold(row.union)
    refuse_past(row, union)
    refuse_delay_of(union)
    before = due_of(union)
    assert before is not None  # noqa: S101 - refused above
    row.due_before, row.due_after, row.ended = before, later(before, row.months), now()
    try:
        correct_union(actor, union, {"election_due": row.due_after})
    except refusals.NotPossible as error:
        raise NotPossible(str(error)) from None
    row.save(update_fields=["due_before", "due_after", "ended"])
    lines = [
        f"同意你会延期{row.months}个月换届，换届选举应于{_zh(row.due_after)}前完成。",
        "请抓紧做好换届准备，逾期未换届的，须另行请示。",
    ]
    answer(actor, matter, f"关于同意{union.name}延期换届的批复", lines)
    journal.record(actor, DELAYED, matter, union=union.pk, data={"day": str(row.due_after)})


def refuse_delay(actor: Actor, matter: Matter, reason: str = "") -> None:
    """The answer says why: what was given with the step, or with its correction. Raises Refused, NotPossible."""
    refuse_both_sides(actor, matter)
    row = delay_of(matter)
    row.ended = now()
    row.save(update_fields=["ended"])
    lines = [f"不同意你会延期换届。理由：{reason or given_reason(matter, 'decide')}", "请按期组织换届选举。"]
    answer(actor, matter, f"关于{row.union.name}延期换届请示的批复", lines)
    journal.record(actor, NOT_DELAYED, matter, union=matter.union_id)


def end_delay(matter: Matter) -> None:
    """A matter that ended without an answer leaves nothing open, and no request in force."""
    if matter.procedure == KEY:
        Delay.objects.filter(matter=matter, ended=None).update(ended=now())
        if matter.phase in GIVEN_UP:
            replace_papers(matter, (ASKING.key,))


def _effects(matter: Matter, correction: Correction) -> list[str]:
    told = PAPERS.effects(matter, correction)
    row = delay_of(matter)
    if row.due_after is None or row.due_before is None:
        return told
    if row.union.election_due != row.due_after:
        raise NotPossible(_("The day of the election was changed since: correct it in the register."))
    return [_("The election is due on %(day)s again.") % {"day": date_format(row.due_before)}, *told]


@transaction.atomic
def _undo(actor: Actor, matter: Matter, correction: Correction) -> None:
    PAPERS.undo(actor, matter, correction)
    row = delay_of(matter)
    if row.due_after is None or row.due_before is None:
        return
    correct_union(actor, row.union, {"election_due": row.due_before})
    journal.record(actor, DELAY_REVOKED, matter, union=row.union_id, data={"day": str(row.due_before)})
    row.due_before = row.due_after = None
    row.save(update_fields=["due_before", "due_after"])


def told(correction: Correction) -> str:
    """What whoever asked reads of a correction."""
    return correction.told.reveal() if correction.told else ""


UNDOING = Undoing(
    effects=_effects,
    undo=_undo,
    redo={
        "decide/approve": lambda actor, matter, correction: grant_delay(actor, matter),
        "decide/refuse": lambda actor, matter, correction: refuse_delay(actor, matter, told(correction)),
    },
)


def _zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
