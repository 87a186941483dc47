"""The union becomes a legal person: applied for, entered for as long as the term lasts; then its seals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.later.issuing import issue_about
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.models import Post
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.unions.actions import correct_union
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today
from niangjia.services.founding.elections.models import Election
from niangjia.services.founding.elections.reading import voters
from niangjia.services.founding.elections.saying import day_of
from niangjia.services.founding.hooks import on_installed
from niangjia.services.founding.issuing import issue_beside

from . import papers, saying
from .journal_codes import CERTIFIED, SEALED
from .models import LegalPerson, SealSpecimen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

KEY = "founding.certificate"


@on_installed
def begin_certificate(election: Election) -> Matter | None:
    """Behind a first election, and behind a renewal: the certificate goes with the term. None after a by-election."""
    if election.occasion == Election.Occasion.BY_ELECTION:
        return None
    founded = election.occasion == Election.Occasion.FOUNDING
    return open_matter(PLATFORM, KEY, union=election.union, about=election, variables={"founded": founded})


def in_force(union: Union) -> LegalPerson | None:
    """The certificate that the union has."""
    return LegalPerson.objects.filter(union=union, ended=None).first()


def last_election(union: Union) -> Election:
    """The one whose term runs. Raises NotPossible."""
    found = Election.objects.select_related("union__parent").filter(union=union, approved__isnull=False)
    last = found.order_by("-term_began", "-pk").first()
    if last is None:
        raise NotPossible(_("No election of this union was approved yet."))
    return last


def hand_in(actor: Actor, matter: Matter) -> None:
    """The application on the form in use, with what the register knows; the rest is filled in by hand."""
    election = last_election(matter.union)
    data = saying.application(matter.union, {**_known(election), **_typed(matter)})
    issue_beside(actor, matter, papers.APPLICATION.key, data)


def _typed(matter: Matter) -> Mapping[str, Any]:
    return {name: matter.variables.get(name, "") for name in ("address", "postcode", "income", "rooms", "staff")}


def _known(election: Election) -> dict[str, Any]:
    union = election.union
    chair = Post.objects.living(today()).filter(union=union, role=Role.CHAIR).with_holders().first()
    return {
        "name": union.name,
        "phone": union.phone,
        "founded": day_of(union.founded),
        "began": day_of(election.term_began),
        "ends": day_of(election.term_ends),
        "above": union.parent.name if union.parent else "",
        "approval": election.approval,
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
    union = matter.union
    election = last_election(union)
    if issued > today():
        raise NotPossible(_("That day is still to come."), "issued")
    if election.term_ends and expires > election.term_ends:
        told = {"day": day_of(election.term_ends)}
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
        union=union, act=act, number=number, issued=issued, expires=expires, term=election.term, matter=matter,
        replaced=before,
    )  # fmt: skip
    correct_union(PLATFORM, union, {"certificate": number, "certificate_expires": expires})
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
