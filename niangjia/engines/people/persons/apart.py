"""Two records of which somebody decided that they are of two people: they are proposed no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines import journal
from niangjia.engines.people.permissions import MERGE
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.clock import now

from .changing import OVER, lock_persons
from .journal_codes import PROPOSED_AGAIN, SET_APART
from .managers import ScopedManager, ScopedMeta
from .models import Person
from .moving import Fate, moves_with_person

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor


class NotTheSame(models.Model):
    """Two records of two people, the lower id first, and when that was decided; by whom says the journal."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    decided = models.DateTimeField(default=now, editable=False)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta(ScopedMeta):
        verbose_name = gettext_lazy("two people, not one")
        verbose_name_plural = gettext_lazy("two people, not one")
        constraints = [
            models.UniqueConstraint(fields=["person", "other"], name="two_people_once"),
            models.CheckConstraint(condition=Q(person__lt=F("other")), name="two_people_in_order"),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} is not person {self.other_id}"


@transaction.atomic
def set_apart(actor: Actor, one: Person, two: Person) -> NotTheSame:
    """Decide that two records are of two people. Raises Refused, NotPossible."""
    _allow(actor, one, two)
    row, made = NotTheSame.objects.get_or_create(**_pair(one, two))
    if made:
        _tell(actor, SET_APART, one, two)
    return row


@transaction.atomic
def propose_again(actor: Actor, one: Person, two: Person) -> None:
    """Take that decision back. Raises Refused, NotPossible."""
    _allow(actor, one, two)
    if NotTheSame.objects.filter(**_pair(one, two)).delete()[0]:
        _tell(actor, PROPOSED_AGAIN, one, two)


def decided_apart(one: Person, two: Person) -> NotTheSame | None:
    """The decision about these two, if there is one."""
    return NotTheSame.objects.filter(**_pair(one, two)).first()


def _allow(actor: Actor, one: Person, two: Person) -> None:
    for person in lock_persons([one.pk, two.pk]):
        if person.state in OVER:
            raise NotPossible(_("This record was merged or erased."))
        actor.require(MERGE, at=person.home.place)


def _pair(one: Person, two: Person) -> dict[str, Any]:
    lower, higher = sorted((one, two), key=lambda person: person.pk)
    return {"person": lower, "other": higher}


def _tell(actor: Actor, code: str, one: Person, two: Person) -> None:
    """The history of each says it."""
    journal.record(actor, code, one, union=one.home_id, data={"other": two.pk})
    journal.record(actor, code, two, union=two.home_id, data={"other": one.pk})


def _moved(keep: Person, lose: Person) -> int:
    """Whoever is not the one record is not the other; of the two themselves it was decided anew."""
    rows = NotTheSame.objects.filter(Q(person=lose) | Q(other=lose))
    others = {row.person_id + row.other_id - lose.pk for row in rows} - {keep.pk}
    rows.delete()
    for other in others:
        lower, higher = sorted((keep.pk, other))
        NotTheSame.objects.get_or_create(person_id=lower, other_id=higher)
    return len(others)


moves_with_person("people.notthesame", "person", _moved, erased=Fate.DELETED)
moves_with_person("people.notthesame", "other", _moved, erased=Fate.DELETED)
