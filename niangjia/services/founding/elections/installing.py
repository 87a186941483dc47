"""What an approved result does in the register: the union's term, posts of the old ended and of the new begun.

Posts have no last day of their own: a committee stays in office until the next one is elected, and a union whose
election is late must not lose its clerk over it. When the next result is approved, these end.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.otherwise import day_of_ending
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.people import refusals
from niangjia.engines.people.models import Post, Union
from niangjia.engines.people.posts.actions import Terms, end_post, fill_post, revoke_post
from niangjia.engines.people.posts.holding import GONE
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.unions.actions import confirm_union, correct_union
from niangjia.engines.people.unions.models import State
from niangjia.foundation.access.actor import PLATFORM
from niangjia.services.founding.hooks import on_installed
from niangjia.services.founding.permissions import APPROVE

from .apart import refuse_own
from .journal_codes import APPROVED
from .models import Ballot, Candidate, Election
from .reading import election_of, tallies
from .sheet import refuse_day, refuse_unfinished
from .steps import issue_approval

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor

Body, Office = Ballot.Body, Candidate.Office
ROLES: dict[tuple[str, str], Role] = {
    (Body.COMMITTEE, Office.CHAIR): Role.CHAIR,
    (Body.COMMITTEE, Office.VICE): Role.VICE_CHAIR,
    (Body.COMMITTEE, Office.NONE): Role.COMMITTEE,
    (Body.AUDIT, Office.CHAIR): Role.AUDIT_CHAIR,
    (Body.AUDIT, Office.VICE): Role.AUDITOR,
    (Body.AUDIT, Office.NONE): Role.AUDITOR,
    (Body.WOMEN, Office.CHAIR): Role.WOMEN_CHAIR,
    (Body.ORGANISER, Office.NONE): Role.ORGANISER,
    (Body.ORGANISER, Office.CHAIR): Role.ORGANISER,
}  # who sits in the women workers' committee without leading it has no post of the register
ELECTED = (Role.CHAIR, Role.VICE_CHAIR, Role.COMMITTEE, Role.AUDIT_CHAIR, Role.AUDITOR, Role.WOMEN_CHAIR)
HOW = (Post.Obtained.ELECTED, Post.Obtained.APPOINTED)
DAY = timedelta(days=1)


def later(day: date, years: int) -> date:
    """The same day so many years on; 28 February for one that the year does not have."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@transaction.atomic
def install_elected(actor: Actor, matter: Matter) -> None:
    """Approve the result: the paper, the union at work, its term, posts. Raises Refused, NotPossible."""
    election = election_of(matter)
    require_at(actor, APPROVE, election.union.parent or election.union)
    refuse_own(actor, matter, election)
    refuse_unfinished(election)
    if election.day is None:
        raise NotPossible(_("Enter the day of the meeting first."))
    refuse_day(election, election.day)
    _dated(election, day_of_ending(matter.pk))
    election.approval = issue_approval(actor, matter, election).number
    election.save(update_fields=["approval"])
    try:
        _union(election)
        _end_posts(election)
        fill_posts(election)
    except refusals.NotPossible as error:
        raise NotPossible(str(error)) from None
    journal.record(actor, APPROVED, election, union=election.union_id)
    on_installed.run(election)


def _dated(election: Election, approved: date) -> None:
    """The term begins on the day of the meeting."""
    assert election.day is not None  # noqa: S101 - asked before
    election.term_began, election.approved = election.day, approved
    election.term_ends = later(election.day, election.years) - DAY
    election.save(update_fields=["term_began", "term_ends", "approved"])


def _union(election: Election) -> None:
    """The register's own verbs; by the platform, for it follows from what was approved."""
    union = election.union
    if union.state == State.PREPARING:
        confirm_union(PLATFORM, union, day=election.day, paper=election.approval)
    values = {
        "term": election.term,
        "term_started": election.term_began,
        "election_due": election.term_ends,
        "approval_paper": election.approval,
    }
    election.union = correct_union(PLATFORM, union, values)


def _end_posts(election: Election) -> None:
    """Those of the term before end on the day before; what was to begin later never does."""
    began = election.term_began
    assert began is not None  # noqa: S101 - set before
    # Who was sent to prepare the union stays its organiser; only an elected one ends with the term.
    old = Q(role__in=ELECTED, obtained__in=HOW) | Q(role=Role.ORGANISER, obtained=Post.Obtained.ELECTED)
    for post in Post.objects.lasting(began).filter(old, union=election.union):
        if post.started >= began:
            revoke_post(PLATFORM, post)
        else:
            end_post(PLATFORM, post, began - DAY)


def fill_posts(election: Election) -> None:
    """A post for each who was elected and has none of this election yet. Raises NotPossible with the name."""
    for tally in tallies(election):
        for one in tally.elected:
            role = ROLES.get((tally.ballot.body, one.office))
            if role and one.post_id is None:
                one.post = _filled(election, one, role)
                one.save(update_fields=["post"])


def _filled(election: Election, one: Candidate, role: Role) -> Post:
    assert election.term_began is not None  # noqa: S101 - set before
    terms = Terms(
        role, election.term_began, last_day(election), obtained=Post.Obtained.ELECTED, term=election.term,
        paper=election.approval,
    )  # fmt: skip
    try:
        return fill_post(PLATFORM, election.union, one.person, terms)
    except refusals.NotPossible as error:
        raise NotPossible(f"{one.person.name}：{error}") from None


def name_approval(election: Election, was: str) -> None:
    """The paper that took the place of number `was` is what the register and the posts name from now on."""
    ids = Candidate.objects.filter(ballot__election=election, post__isnull=False).values("post")
    Post.objects.filter(pk__in=ids, paper=was).update(paper=election.approval)
    union = Union.objects.get(pk=election.union_id)
    if union.approval_paper == was and union.state not in GONE:
        correct_union(PLATFORM, union, {"approval_paper": election.approval})


def last_day(election: Election) -> date | None:
    """The last day of posts of its term: the one before the next term began; None while it is the last."""
    later_ = Election.objects.filter(union=election.union_id, approved__isnull=False, term__gt=election.term)
    began = later_.order_by("term").values_list("term_began", flat=True).first()
    return began - DAY if began else None


def take_posts_back(election: Election, candidates: Iterable[Candidate]) -> None:
    """Of who was not elected, or to another office: never held. Raises NotPossible for one that was passed on since.

    Who holds it then does so rightly or not: that is not told by the figures of the election.
    """
    ends = last_day(election)
    for one in candidates:
        post = Post.objects.filter(pk=one.post_id).first() if one.post_id else None
        if post is not None and post.ends != ends:
            sentence = _("%(name)s does not hold the post any more, or it was passed on: put the posts right first.")
            raise NotPossible(sentence % {"name": one.person.name})
        if post is not None:
            revoke_post(PLATFORM, post)
        one.post = None
        one.save(update_fields=["post"])
