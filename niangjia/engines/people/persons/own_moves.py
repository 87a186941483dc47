"""How the register's own rows move when two records of one person become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.people.employers.models import Employment
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.identity import DocumentKind

from .details import append_detail, values_of
from .models import IdentityDocument, Person, PersonIdentifier, PersonName, Relative
from .moving import Fate, moves_with_person

if TYPE_CHECKING:
    from niangjia.foundation.secrets import Secret


def _names(keep: Person, lose: Person) -> int:
    """Found no more under the other name: the action writes the tokens anew if that one stays."""
    return PersonName.objects.filter(person=lose).delete()[0]


def _identifiers(keep: Person, lose: Person) -> int:
    """Worked out anew from documents and phones when these have moved."""
    return PersonIdentifier.objects.filter(person=lose).delete()[0]


def _documents(keep: Person, lose: Person) -> int:
    rows = list(lose.documents.order_by("-is_main", "pk"))
    kinds = set(keep.documents.values_list("kind", flat=True))
    if DocumentKind.RESIDENT_ID in kinds & {row.kind for row in rows}:
        raise NotPossible(_("They have two different resident IDs: these are two people, or one number is wrong."))
    has_main = keep.documents.filter(is_main=True).exists()
    for number, row in enumerate(rows):
        row.is_main = not has_main and number == 0
        _hand_over(row, row.number, keep)
        row.save()
    return len(rows)


def _hand_over(row: IdentityDocument | Relative, secret: Secret | None, keep: Person) -> None:
    """A secret is sealed for its owner: it is taken along and sealed anew."""
    row.person = keep
    row.number = secret


def _details(keep: Person, lose: Person) -> int:
    moved = 0
    for row in lose.details.order_by("kind", "position"):
        value = row.value.reveal()
        row.delete()
        if value not in values_of(keep, row.kind):
            append_detail(keep, row.kind, value)
            moved += 1
    return moved


def _family(keep: Person, lose: Person) -> int:
    known = set(keep.family.values_list("relation", "name"))
    same = [row for row in lose.family.all() if (row.relation, row.name) in known]
    others = [row for row in lose.family.all() if (row.relation, row.name) not in known]
    for row in same:
        row.delete()
    for row in others:
        _hand_over(row, row.number, keep)
        row.save()
    return len(others)


def _known_as(keep: Person, lose: Person) -> int:
    moved = Relative.objects.filter(known_as=lose).update(known_as=keep)
    Relative.objects.filter(person=keep, known_as=keep).update(known_as=None)
    return moved


def _employments(keep: Person, lose: Person) -> int:
    """Work that both records say goes on is one and the same."""
    same = keep.employments.filter(ended=None).values("employer")
    lose.employments.filter(ended=None, employer__in=same).delete()
    return Employment.objects.filter(person=lose).update(person=keep)


moves_with_person("people.personname", "person", _names, erased=Fate.DELETED)
moves_with_person("people.personidentifier", "person", _identifiers, erased=Fate.DELETED)
moves_with_person("people.identitydocument", "person", _documents, erased=Fate.DELETED)
moves_with_person("people.sealeddetail", "person", _details, erased=Fate.DELETED)
moves_with_person("people.relative", "person", _family, erased=Fate.DELETED)
moves_with_person("people.relative", "known_as", _known_as, erased=Fate.UNLINKED)
moves_with_person("people.employment", "person", _employments, erased=Fate.DELETED)
moves_with_person("people.membership", "person")
moves_with_person("people.post", "person")
moves_with_person("people.deputy", "person")
moves_with_person("people.person", "merged_into")
