from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.persons.changing import OVER
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.clock import now

from .journal_codes import GIVEN, WITHDRAWN
from .models import Consent
from .purposes import purpose as purpose_of

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor


@transaction.atomic
def give_consent(actor: Actor, person: Person, purpose: str, *, on_paper: bool = False) -> Consent:
    """Note that the person agreed to the purpose as it is worded now; a consent to former words ends with that.

    Oneself, or who may correct the record and has the paper in hand. Raises Refused, UnknownPurpose, NotPossible.
    """
    _allow(actor, person, on_paper=on_paper)
    asked = purpose_of(purpose)
    living = _living(person, purpose)
    if living and living.digest == asked.digest:
        return living
    if living:
        _end(living)
    consent = Consent.objects.create(
        person=person,
        purpose=asked.key,
        version=asked.version,
        digest=asked.digest,
        way=Consent.Way.PAPER if on_paper else Consent.Way.ONLINE,
    )
    _note(actor, GIVEN, person, purpose)
    return consent


@transaction.atomic
def withdraw_consent(actor: Actor, person: Person, purpose: str, *, on_paper: bool = False) -> bool:
    """Take the consent back, at once and without a reason; False if there was none. Raises Refused, UnknownPurpose.

    It need not be a purpose that is asked for today: what was once given can be taken back.
    """
    _allow(actor, person, on_paper=on_paper)
    living = _living(person, purpose)
    if not living:
        return False
    _end(living)
    _note(actor, WITHDRAWN, person, purpose)
    return True


def _allow(actor: Actor, person: Person, *, on_paper: bool) -> None:
    if on_paper:
        actor.require(EDIT, at=person.home.place)
    elif actor.person_id != person.pk:
        raise NotPossible(_("Only the person can agree here. With a signed paper in hand, enter it as such."))
    # The person's row is locked against a second consent at the same moment, and against a merge.
    state = Person.objects.select_for_update(no_key=True).values_list("state", flat=True).get(pk=person.pk)
    if state in OVER:
        raise NotPossible(_("This record was merged or erased."))


def _living(person: Person, purpose: str) -> Consent | None:
    return Consent.objects.filter(person=person, purpose=purpose, withdrawn=None).first()


def _end(consent: Consent) -> None:
    consent.withdrawn = now()
    consent.save(update_fields=["withdrawn"])


def _note(actor: Actor, code: str, person: Person, purpose: str) -> None:
    journal.record(actor, code, person, union=person.home_id, data={"purpose": purpose})
