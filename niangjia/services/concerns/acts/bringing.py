"""A concern is brought: by the worker, or entered by staff for who called, came or wrote."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from niangjia.engines import journal
from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.recusing.acts import find_somebody
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.papers.verbs import issue_paper
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.clock import SHANGHAI, now
from niangjia.services.concerns.choices import Choice, Kind, Way
from niangjia.services.concerns.finding import own_union, receives, union_above
from niangjia.services.concerns.journal_codes import BROUGHT, ENTERED, SINCE_SAID
from niangjia.services.concerns.models import Concern
from niangjia.services.concerns.papers import RECEIPT
from niangjia.services.concerns.permissions import HANDLE
from niangjia.services.concerns.reading import CONCERN

from .alerting import raise_danger
from .anonymous import token_digest, use_token
from .naming import bearers, keep_names, left_at

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Person, Union
    from niangjia.foundation.access.actor import Actor
    from niangjia.services.concerns.said import Said


@dataclass(frozen=True, repr=False)
class Brought:
    """What is brought. `facts` are fields of the row: kind, category, employer, since, people, danger; made."""

    choice: str
    said: Said
    facts: Mapping[str, Any] = field(default_factory=dict)
    way: str = Way.PORTAL
    about: tuple[str, ...] = ()  # of whom it complains
    form: str = ""  # the drawn key of the form: what is sent twice is brought once


@transaction.atomic
def bring_concern(actor: Actor, person: Person, brought: Brought) -> Matter:
    """Bring one's own concern to the union that was chosen. Raises Refused for somebody else's, NotPossible.

    A complaint about what somebody did never comes to the unit where that was (信访工作条例 第三十条): it goes above.
    """
    union, past = where_to(person, brought)
    return opened(actor, union, past, person, brought)


def where_to(person: Person, brought: Brought) -> tuple[Union, Union | None]:
    """Who gets it and who is passed by. Where all of the own union who could handle it are complained of, it goes
    above. Raises NotPossible.
    """
    if brought.choice == Choice.ABOVE:
        above = union_above(person)
        if above is None:
            raise NotPossible(_("There is no union above yours here. Call 12351."), "choice")
        return above
    union = own_union(person)
    if brought.facts.get("kind") == Kind.ACCUSATION and union_above(person) is not None:
        raise NotPossible(
            _("A complaint about what somebody did does not go to the own unit: choose the union above."), "kind"
        )
    if brought.about and not left_at(union, bearers(brought.about, union)):
        return union_above(person) or (union, None)
    return union, None


@transaction.atomic
def say_since(actor: Actor, concern: Concern, day: date) -> None:
    """Say the day from which the law's time limits run, where none was said. Raises Refused, NotPossible."""
    matter = concern.matter
    if matter is None or matter.person_id is None or matter.person_id != actor.person_id:
        raise Refused(_("This is somebody else's matter."))
    if not Concern.objects.filter(pk=concern.pk, since=None).update(since=day):
        raise NotPossible(_("The day is known already. If it is wrong, tell who handles it."))
    journal.record(actor, SINCE_SAID, matter, union=matter.union_id)


@transaction.atomic
def enter_concern(actor: Actor, union: Union, brought: Brought) -> Matter:
    """Enter what somebody told or wrote to the union. Raises Refused for who has no post right there, NotPossible.

    A complaint about what somebody did is not taken by a unit, from nobody (第三十条).
    """
    require_at(actor, HANDLE, union)
    if brought.way not in (Way.CALL, Way.VISIT, Way.LETTER):
        raise NotPossible(_("Say how it came."), "way")
    if brought.facts.get("kind") == Kind.ACCUSATION and receives(union).past is not None:
        raise NotPossible(
            _(
                "A complaint about what somebody did is not taken at the own unit: the union above enters it, or the "
                "worker brings it there."
            ),
            "kind",
        )
    return opened(actor, union, None, None, brought)


def opened(actor: Actor, union: Union, past: Union | None, person: Person | None, brought: Brought) -> Matter:
    """Keep it, open its matter, issue the receipt. Whether the actor may is for the caller to ask, or the engine.

    Where all who could handle it there are complained of, the first union above where somebody can has it.

    Raises SentBefore for a form that was sent already.
    """
    if brought.form:
        use_token(token_digest(brought.form))
    row = Concern(choice=brought.choice, way=brought.way, said=brought.said.packed(), **brought.facts)
    row.save(force_insert=True)
    matter = open_matter(actor, CONCERN, union=union, person=person, about=row, past=past)
    row.matter = matter
    row.save(update_fields=["matter"])
    journal.record(actor, BROUGHT if person or brought.way == Way.PORTAL else ENTERED, matter, union=union.pk)
    if brought.about:
        keep_names(actor, matter, row, brought.about)
        find_somebody(matter)
    _issue_receipt(matter, row, brought)
    if row.danger:
        raise_danger(row)  # at once; what many bring is looked for by the hour
    return matter


def _issue_receipt(matter: Matter, row: Concern, brought: Brought) -> None:
    """The dated receipt (仲裁法 第二十七条: seeking relief interrupts the limit): by the platform, at once."""
    with override("zh-hans"):
        moment = now().astimezone(SHANGHAI)
        entered = row.way != Way.PORTAL  # of a letter and a call the day is known, and no hour
        data = {
            "name": matter.person.name if matter.person else brought.said.name or "来访（来电、来信）人",
            "matter": matter.number,
            "when": f"{row.made:%Y年%m月%d日}" if entered else f"{moment:%Y年%m月%d日%H时%M分}",
            "union": matter.union.name,
            "about": str(row.get_category_display()),
            "employer": row.employer.name if row.employer else brought.said.employer,
            "wants": brought.said.wants or brought.said.text,
        }
    issue_paper(PLATFORM, RECEIPT.key, union=matter.union, about=matter, person=matter.person, data=data)
