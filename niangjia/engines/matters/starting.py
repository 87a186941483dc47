"""What whoever begins a matter is asked. Services subclass `StartForm`; `start_page` (pages/starting.py) shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db import connection, transaction
from django.utils.translation import gettext as _

from .acts.opening import handling_union, open_matter
from .core.models import Matter, State
from .procedures import procedure_of
from .refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from niangjia.engines.people.models import Person, Union
    from niangjia.foundation.access.actor import Actor

LOCK = "SELECT pg_advisory_xact_lock(hashtext('niangjia.matters.start'), %s)"


class StartForm(forms.Form):
    """The applicant's fields. Those named like declared variables become them; `apply` writes the service's own rows.

    `once`: whoever has one under way is led to it and begins no second one. `kept`: what is typed is kept as a draft
    that only its author sees; False where not even that may be.
    """

    once: ClassVar[bool] = True
    kept: ClassVar[bool] = True

    def __init__(self, person: Person, data: Any = None, files: Any = None) -> None:
        self.person = person
        super().__init__(data, files)

    def refusal(self) -> str:
        """Why this is not for the person, as a sentence; "" for whom it is for."""
        return ""

    def union(self) -> Union:
        """The union that gets it."""
        return handling_union(self.person.home)

    def apply(self, actor: Actor, matter: Matter) -> None:
        """Write the service's own rows, in the transaction in which the matter was opened."""

    def variables(self, key: str) -> Mapping[str, Any]:
        """The declared variables that the fields set."""
        declared = procedure_of(key).variables
        return {name: value for name, value in self.cleaned_data.items() if name in declared and value is not None}


def under_way(key: str, person: Person) -> Matter | None:
    """The person's open matter of a procedure, the newest."""
    rows = Matter.objects.filter(procedure=key, person=person, state=State.OPEN)
    return rows.defer("engine").order_by("-pk").first()


@transaction.atomic
def start_matter(actor: Actor, key: str, form: StartForm) -> Matter:
    """Open the matter that a valid form asks for. Raises NotPossible for whom it is not, or who has one; Refused."""
    if refusal := form.refusal():
        raise NotPossible(refusal)
    if form.once:
        with connection.cursor() as cursor:  # two touches of one button make one matter
            cursor.execute(LOCK, [form.person.pk % 2**31])
        if under_way(key, form.person):
            raise NotPossible(_("You have one under way already."))
    matter = open_matter(actor, key, union=form.union(), person=form.person, variables=form.variables(key))
    form.apply(actor, matter)
    return matter
