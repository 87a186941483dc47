"""The union becomes a legal person: applied for, entered for as long as the term lasts; then its seals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.core.models import State as MatterState
from niangjia.engines.matters.later.issuing import issue_about
from niangjia.engines.matters.models import Matter
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.people import refusals
from niangjia.engines.people.models import Post
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.unions.actions import correct_union
from niangjia.engines.people.unions.acts import hold
from niangjia.engines.people.unions.due import election_day, longest_term
from niangjia.engines.people.unions.models import Level, State
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today
from niangjia.services.founding.apart import refuse_both_sides
from niangjia.services.founding.elections.models import Election
from niangjia.services.founding.elections.reading import voters
from niangjia.services.founding.elections.saying import day_of
from niangjia.services.founding.hooks import on_installed
from niangjia.services.founding.issuing import issue_beside
from niangjia.services.founding.permissions import PREPARE
from niangjia.services.founding.replacing import replace_papers

from . import papers, saying
from .journal_codes import APPLYING, CERTIFIED, SEALED
from .models import LegalPerson, SealSpecimen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import QuerySet

    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

KEY = "founding.certificate"


@on_installed
def begin_certificate(election: Election) -> Matter | None:
    """Behind a first election, and behind a renewal: the certificate goes with the term. None after a by-election, or
    from the county upwards: those are legal persons by law (工会法 art. 15).
    """
    if election.occasion == Election.Occasion.BY_ELECTION or election.union.level <= Level.COUNTY:
        return None
    applying = _open(election.union).filter(phase="applying").first()
    if applying is not None:  # begun before, and not handed in: it goes by the register, so by the new term
        return applying
    founded = election.occasion == Election.Occasion.FOUNDING
    return open_matter(PLATFORM, KEY, union=election.union, about=election, variables={"founded": founded})


@transaction.atomic
def apply_anew(actor: Actor, union: Union) -> Matter:
    """Begin the application of a union that has none in the register: it was never made, or the last was taken back.

    With seals where none is on record. Raises Refused, NotPossible.
    """
    require_at(actor, PREPARE, union)
    union = hold(union)  # of two at once one comes second
    refuse_applying(union)
    founded = not SealSpecimen.objects.filter(union=union, handed_in=None).exists()
    matter = open_matter(PLATFORM, KEY, union=union, about=union, variables={"founded": founded})
    journal.record(actor, APPLYING, matter, union=union.pk)
    return matter


def refuse_applying(union: Union) -> None:
    """Raises NotPossible for a union that can't apply for a certificate now."""
    if union.state != State.ACTIVE or not Level.COUNTY < union.level <= Level.BASE:
        raise NotPossible(_("Only a union at work, of a township or at the base, applies to be a legal person here."))
    if union.certificate or in_force(union):
        raise NotPossible(_("It has a certificate already: ask for a change of it."))
    if term_ends(union) is None:
        raise NotPossible(_("No term is entered for this union: enter it first."))
    if _open(union).exists():
        raise NotPossible(_("Its application is under way already."))


def _open(union: Union) -> QuerySet[Matter]:
    """Its applications that are under way."""
    return Matter.objects.filter(procedure=KEY, union=union, state=MatterState.OPEN)


def applies(union: Union) -> bool:
    """Whether it can apply now."""
    try:
        refuse_applying(union)
    except NotPossible:
        return False
    return True


def in_force(union: Union) -> LegalPerson | None:
    """The certificate that the union has."""
    return LegalPerson.objects.filter(union=union, ended=None).first()


def term_ends(union: Union) -> date | None:
    """The last day of the running term by the register, as elections and delays left it; None where none is known."""
    return election_day(union, longest_term(today()))


def hand_in(actor: Actor, matter: Matter) -> None:
    """The application on the form in use, with what the register knows; the rest is filled in by hand. One that came
    back is revoked.
    """
    replace_papers(matter, (papers.APPLICATION.key,))
    data = saying.application(matter.union, {**_known(matter.union), **_typed(matter)})
    issue_beside(actor, matter, papers.APPLICATION.key, data)


def revoke_application(matter: Matter) -> None:
    """Nobody applies any more where it ended without a certificate."""
    if matter.procedure == KEY and not LegalPerson.objects.filter(matter=matter).exists():
        replace_papers(matter, (papers.APPLICATION.key,))


def _typed(matter: Matter) -> Mapping[str, Any]:
    return {name: matter.variables.get(name, "") for name in ("address", "postcode", "income", "rooms", "staff")}


def _known(union: Union) -> dict[str, Any]:
    chair = Post.objects.living(today()).filter(union=union, role=Role.CHAIR).with_holders().first()
    return {
        "name": union.name,
        "phone": union.phone,
        "founded": day_of(union.founded),
        "began": day_of(union.term_started),
        "ends": day_of(term_ends(union)),
        "above": union.parent.name if union.parent else "",
        "approval": union.approval_paper,
        "workers": union.headcount,
        "members": voters(union),
        "nature": union.get_nature_display(),
        "industry": union.industry,
        "head": chair.holder if chair else "",
    }


@transaction.atomic
def enter_certificate(actor: Actor, matter: Matter, *, number: str, issued: date, expires: date) -> LegalPerson:
    """Enter the certificate that was issued; the one before has ended. It lasts no longer than the term.

    Raises Refused, NotPossible with the field.
    """
    refuse_both_sides(actor, matter)
    union, ends = matter.union, term_ends(matter.union)
    if issued > today():
        raise NotPossible(_("That day is still to come."), "issued")
    if ends and expires > ends:
        told = {"day": day_of(ends)}
        raise NotPossible(
            _("The certificate goes with the term: valid until %(day)s at the latest.") % told, "expires"
        )
    if expires <= issued:
        raise NotPossible(_("It must be valid for some time."), "expires")
    before = in_force(union)
    if before:
        before.ended = issued
        before.save(update_fields=["ended"])
    act = LegalPerson.Act.CHANGE if before or union.certificate else LegalPerson.Act.FIRST
    made = LegalPerson.objects.create(
        union=union, act=act, number=number, issued=issued, expires=expires, term=union.term, matter=matter,
        replaced=before, was_number="" if before else union.certificate,
        was_expires=None if before else union.certificate_expires,
    )  # fmt: skip
    try:
        correct_union(PLATFORM, union, {"certificate": number, "certificate_expires": expires})
    except refusals.NotPossible as error:
        raise NotPossible(str(error)) from None
    told = {"number": number, "until": str(expires)}
    journal.record(actor, CERTIFIED, made, union=union.pk, data=told)
    return made


def record_specimen(actor: Actor, matter: Matter) -> None:
    """The record of the seal as a paper; the row was written with the step's form."""
    row = SealSpecimen.objects.filter(matter=matter).order_by("-made").first()
    if row is None:
        raise NotPossible(_("Write what the seal says."))
    data = saying.specimen(matter.union, row.wording, day_of(row.cut), row.bank)
    issue_about(actor, matter, papers.SPECIMEN.key, data)
    journal.record(actor, SEALED, row, union=matter.union_id)
