"""What all requests for a change have in common: the row, the matter, the request's paper, the answer, the end."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.notes import given_reason
from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.people.unions.acts import STANDING
from niangjia.foundation.clock import now
from niangjia.services.founding.apart import refuse_both_sides
from niangjia.services.founding.permissions import PREPARE
from niangjia.services.founding.replacing import GIVEN_UP, replace_papers
from niangjia.services.founding.terms.issuing import answer
from niangjia.services.founding.terms.papers import ASKING

from .journal_codes import ASKED, REFUSED
from .kinds import Kind
from .models import Change
from .papers import FORM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

S = TypeVar("S")
LONGEST = 300  # of a reason


def keyed(kind: str) -> str:
    """The procedure of a kind."""
    return f"founding.{kind}"


def ask(
    actor: Actor,
    kind: Kind,
    union: Union,
    said: Any,
    *,
    day: date | None,
    other: Union | None = None,
    coming: int | None = None,
    variables: Mapping[str, Any] | None = None,
) -> Matter:
    """Prepare a request of a union: its row, and the matter that its chair signs. `said` is a dataclass, `coming` the
    id of who comes.

    Raises Refused, NotPossible.
    """
    require_at(actor, PREPARE, union)
    if union.state not in STANDING:
        raise NotPossible(_("%(union)s does not exist any more.") % {"union": union.name})
    row = Change(kind=kind, union=union, other=other, day=day, coming_id=coming, said=packed(said))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(_("Such a request of this union is under way already.")) from None
    row.matter = open_matter(actor, keyed(kind), union=union, about=row, variables=variables)
    row.save(update_fields=["matter"])
    journal.record(actor, ASKED, row.matter, union=union.pk, data={"what": str(kind)})
    return row.matter


def packed(said: Any) -> str:
    return json.dumps(asdict(said), ensure_ascii=False)


def said_in(row: Change, shape: type[S]) -> S:
    """What was said, as it was typed."""
    return shape(**json.loads(row.said.reveal()))


def change_of(matter: Matter) -> Change:
    """The change that a matter of ours is about."""
    return Change.objects.select_related("union__parent", "other").get(matter=matter.pk)


def letter(matter: Matter, about: str, body: Sequence[str], facts: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """A request as the paper takes it: about what, why, what of it, and the words that end it."""
    upper = matter.union.parent or matter.union
    return {
        "title": f"{matter.union.name}关于{about}的请示",
        "to": upper.name,
        "body": [*body, "妥否，请批示。"],
        "facts": [list(fact) for fact in facts if fact[1]],
    }


def refuse_change(actor: Actor, matter: Matter, about: str, *, reason: str = "", asked: str = ASKING.key) -> None:
    """The answer says why; the request is over. Raises Refused, NotPossible."""
    refuse_both_sides(actor, matter)
    row = change_of(matter)
    end(row)
    lines = [f"经研究，不同意你会{about}。理由：{reason or given_reason(matter, 'decide')}"]
    answer(actor, matter, f"关于{matter.union.name}{about}请示的批复", lines, asked=asked)
    journal.record(actor, REFUSED, matter, union=matter.union_id, data={"what": row.kind})


def end(row: Change, **also: Any) -> None:
    """The request is over; `also` are fields that are written with it."""
    for name, value in also.items():
        setattr(row, name, value)
    row.ended = now()
    row.save(update_fields=["ended", *also])


def end_open(matter: Matter) -> None:
    """A matter that ended without an answer leaves nothing open, and no request in force."""
    Change.objects.filter(matter=matter, ended=None).update(ended=now())
    if matter.phase in GIVEN_UP and matter.procedure in {keyed(kind) for kind in Kind}:
        replace_papers(matter, (ASKING.key, FORM.key))


def zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
