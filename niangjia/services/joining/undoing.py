"""What undoing means: a membership that was begun by mistake never was, or a refused person is taken in after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.matters.later.undoing import Undoing, register_undoing, revoking_papers
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.memberships.leaving import (
    resume_membership,
    retain_membership,
    revoke_membership,
    standing_on_membership,
)
from niangjia.engines.people.memberships.mending import reinstate_membership
from niangjia.engines.people.memberships.models import LIVING, State
from niangjia.engines.people.models import Membership, MembershipChange
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import SHANGHAI, now, today

from .acts.deciding import enrol_applicant
from .reading import application_of, living_membership, with_person

if TYPE_CHECKING:
    from niangjia.engines.matters.later.models import Correction
    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Person
    from niangjia.foundation.access.actor import Actor

PAPERS = revoking_papers()
NOTHING = ("refused", "over")  # phases in which nothing was changed


def _begun(matter: Matter, person: Person) -> Membership | None:
    """The membership that the matter's decision began, if it still is that one."""
    found = living_membership(person)
    here = application_of(matter).union_id
    if found is None or found.union_id != here or found.origin != Membership.Origin.APPLICATION:
        return None
    begun = matter.variables.get("membership")
    # Matters decided before memberships were noted there: a later one began after theirs was over.
    mine = found.pk == begun if begun else found.started <= (matter.closed or now()).astimezone(SHANGHAI).date()
    return found if mine else None


def _effects(matter: Matter, correction: Correction) -> list[str]:
    told = PAPERS.effects(matter, correction)
    if matter.person_id is None or matter.phase != "joined":
        return told
    with with_person(matter.person_id, application_of(matter).union) as person:
        membership = _begun(matter, person)
        if membership is None:
            raise NotPossible(_("The membership has changed since: mend it in the register."))
        if grounds := standing_on_membership(membership):
            raise NotPossible(" ".join(grounds))
    return [_("The membership and its card never were."), *told]


def _undo(actor: Actor, matter: Matter, correction: Correction) -> None:
    PAPERS.undo(actor, matter, correction)
    if matter.person_id is None or matter.phase != "joined":
        return
    with with_person(matter.person_id, application_of(matter).union) as person:
        if membership := _begun(matter, person):
            reason = _("corrected: see the matter %(number)s") % {"number": matter.number}
            revoke_membership(PLATFORM, membership, reason=reason)


def _moved(matter: Matter, correction: Correction) -> list[str]:
    if matter.phase == "moved":
        raise NotPossible(_("A membership that has moved is moved back by another transfer."))
    return PAPERS.effects(matter, correction)


def register(join: str, transfer: str, change: str) -> None:
    """Say it for all of ours."""
    register_undoing(
        join,
        Undoing(
            effects=_effects,
            undo=_undo,
            redo={"decide/approve": lambda actor, matter, correction: _enrol(actor, matter)},
        ),
    )
    register_undoing(transfer, Undoing(effects=_moved, undo=PAPERS.undo))
    register_undoing(change, Undoing(effects=_was, undo=_restore))


def _enrol(actor: Actor, matter: Matter) -> None:
    """Take in who was refused. Raises NotPossible for who is a member elsewhere by now: that would be a transfer."""
    given = enrol_applicant(actor, matter)
    if given["moved"]:
        raise NotPossible(_("This person is a member elsewhere by now: begin a transfer instead."))
    if given["already"]:
        raise NotPossible(_("This person is a member here by now: nothing is left to correct."))
    matter.variables = {**matter.variables, **given}
    matter.save(update_fields=["variables"])


def _was(matter: Matter, correction: Correction) -> list[str]:
    if correction.task.key == "report":  # the union above took note, and can't undo what the one below decided
        raise NotPossible(_("The decision below is corrected where it was made."))
    if correction.after:
        raise NotPossible(_("Propose it anew: what comes instead is decided by itself."))
    told = PAPERS.effects(matter, correction)
    if matter.person_id is None or matter.phase in NOTHING:
        return told
    with with_person(matter.person_id, application_of(matter).union):
        _changed(matter)
    return [_("The membership is what it was."), *told]


def _restore(actor: Actor, matter: Matter, correction: Correction) -> None:
    """What ended lives again, what rests goes on. Raises NotPossible where anything has become of it since."""
    PAPERS.undo(actor, matter, correction)
    if matter.person_id is None or matter.phase in NOTHING:
        return
    reason = _("corrected: see the matter %(number)s") % {"number": matter.number}
    with with_person(matter.person_id, application_of(matter).union):
        membership = _changed(matter)
        if membership.state == State.RETAINED:
            resume_membership(PLATFORM, membership, day=today(), reason=reason)
        elif membership.state in LIVING:  # it was kept before, and lived again by mistake
            retain_membership(PLATFORM, membership, day=today(), reason=reason)
        else:
            reinstate_membership(PLATFORM, membership, day=today(), reason=reason)


def _changed(matter: Matter) -> Membership:
    """What the matter changed. Raises NotPossible unless that very step is still the person's last."""
    steps = MembershipChange.objects.filter(membership__person=matter.person_id)
    last = steps.select_related("membership__union", "membership__person").order_by("-pk").first()
    if last is None or last.pk != matter.variables.get("change"):
        raise NotPossible(_("The membership has changed since: mend it in the register."))
    return last.membership
