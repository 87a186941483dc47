"""The roll (花名册) of a union as a paper to sign: from the register, numbers masked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.papers.kinds.own import ROLL
from niangjia.engines.papers.life.drafting import draft_paper
from niangjia.engines.papers.making.setting import chinese_day
from niangjia.engines.papers.refusals import NotPossible
from niangjia.engines.people.codes import Sex
from niangjia.engines.people.memberships.models import LIVING, Membership
from niangjia.engines.people.permissions import EXPORT
from niangjia.engines.people.persons.showing import masked_documents
from niangjia.engines.people.registry.journal_codes import EXPORTED
from niangjia.engines.people.roster.workbooks.listing import members_of
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.papers.life.models import Paper
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

MOST = 1000  # persons on one paper; more are taken out as a workbook of the register
COLUMNS = [
    ["序号", "1", ""],
    ["姓名", "2", ""],
    ["性别", "1", ""],
    ["出生年月", "2", ""],
    ["证件号码", "4", ""],
    ["所在工会", "4", ""],
    ["入会时间", "2", ""],
    ["本人签名", "3", "1"],
]


@transaction.atomic
def draft_roll(actor: Actor, union: Union, title: str = "") -> Paper:
    """Draft the roll of all who have a living membership in the union or below it, with a column to sign.

    Taking persons out is journalled as any export. Raises Refused, NotPossible for none, or more than fit a paper.
    """
    actor.require(EXPORT, at=union.place)
    ids = members_of(actor, union, EXPORT)
    if not ids:
        raise NotPossible(_("This union has no members."))
    if len(ids) > MOST:
        raise NotPossible(
            _("A roll on paper has at most %(count)s people; take it out as a workbook.") % {"count": MOST}
        )
    persons = (journal.Subject("people.person", pk) for pk in ids)
    journal.look(actor, EXPORTED, union, union=union.pk, shown=persons, data={"count": len(ids)})
    day = chinese_day(today())
    told = {"title": title or "会员花名册", "unit": union.name, "columns": COLUMNS, "rows": _rows(ids)}
    return draft_paper(actor, ROLL.key, union=union, data={**told, "preparer": actor.name, "day": day})


def _rows(ids: Sequence[int]) -> list[list[str]]:
    """A line for each, in the order of the ids; two queries."""
    rows = Membership.objects.filter(person__in=ids, state__in=LIVING).select_related("person", "union")
    found = {row.person_id: row for row in rows}
    documents = masked_documents([row.person for row in found.values()])
    return [_line(at, found[pk], documents.get(pk, "")) for at, pk in enumerate(ids, start=1) if pk in found]


def _line(at: int, row: Membership, document: str) -> list[str]:
    person = row.person
    sex = {Sex.MALE: "男", Sex.FEMALE: "女"}.get(Sex(person.sex), "")
    born = f"{person.born:%Y.%m}" if person.born else ""
    joined = f"{row.joined:%Y.%m}" if row.joined else ""
    return [str(at), person.name, sex, born, document, str(row.union), joined, ""]
