"""Whom a message to many is for: a union with or without all below it, and what kind of people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from niangjia.engines.people import codes
from niangjia.engines.people.memberships.models import COUNTED, Membership
from niangjia.engines.people.models import Person, Post, Union
from niangjia.engines.people.unions.models import UnionQuerySet
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from niangjia.foundation.access.reach import Reach

HERE = (Person.State.COMPLETE, Person.State.INCOMPLETE)


class Whom(StrEnum):
    """What kind of people."""

    MEMBERS = "members"
    EVERYBODY = "everybody"
    WORKERS = "workers"
    HOLDERS = "holders"

    @property
    def label(self) -> str:
        return {
            Whom.MEMBERS: _("members"),
            Whom.EVERYBODY: _("members and other workers"),
            Whom.WORKERS: _("workers who are no members"),
            Whom.HOLDERS: _("who hold a post"),
        }[self]


@dataclass(frozen=True)
class Audience:
    """A choice of people. `sex` and `new_form` narrow it; "" means all."""

    union: Union
    below: bool = True
    whom: Whom = Whom.MEMBERS
    sex: str = ""
    new_form: str = ""

    @property
    def reach(self) -> Reach:
        return self.union.subtree if self.below else self.union.itself

    def packed(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "union": self.union.pk,
            "below": self.below,
            "whom": self.whom.value,
            "sex": self.sex,
            "new_form": self.new_form,
        }

    def persons(self) -> QuerySet[Person]:
        """Everybody meant who is there at this moment, in no order. Needs a scope over its reach."""
        found = Person.objects.filter(state__in=HERE, died=None, home__in=self._homes())
        if self.whom is Whom.HOLDERS:
            found = Person.objects.filter(state__in=HERE, died=None).filter(self._holds())
        elif self.whom is Whom.MEMBERS:
            found = found.filter(_is_member())
        elif self.whom is Whom.WORKERS:
            found = found.filter(~Q(_is_member()))
        narrowed = {name: value for name, value in (("sex", self.sex), ("new_form", self.new_form)) if value}
        return found.filter(**narrowed)

    def _homes(self) -> UnionQuerySet:
        return Union.objects.within(self.reach)

    def _holds(self) -> Exists:
        posts = Post.objects.living(today()).filter(person=OuterRef("pk"), union__in=self._homes())
        return Exists(posts)

    def sentence(self) -> str:
        """Whom it is for, in words."""
        where = _("%(union)s and all below it") if self.below else _("%(union)s alone")
        parts = [where % {"union": self.union.name}, self.whom.label]
        parts += [str(dict(codes.Sex.choices)[self.sex])] if self.sex else []
        parts += [str(dict(codes.NewForm.choices)[self.new_form])] if self.new_form else []
        return " · ".join(parts)


def _is_member() -> Exists:
    return Exists(Membership.objects.filter(person=OuterRef("pk"), state__in=COUNTED))


def unpacked(stored: Mapping[str, Any]) -> Audience:
    """The audience as it was stored; of the union as it stands in the tree today."""
    union = Union.objects.get(pk=stored["union"])
    return Audience(union, stored["below"], Whom(stored["whom"]), stored["sex"], stored["new_form"])
