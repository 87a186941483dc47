"""What can become of a membership, as a clerk is asked about it: one line of the table per page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.memberships import leaving, mending, transferring
from niangjia.engines.people.memberships.models import LIVING, Membership, State
from niangjia.engines.people.memberships.steps import ENDS, MAY_BECOME

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.web.pieces import Words

    Run = Callable[[Actor, Membership, date, str], object]

FROM, REASON = _("From"), _("Reason")
ENDING = (
    _("The membership ends on that day, and with it the rights of a member."),
    _("The person is no longer counted among the members."),
    _("The record stays, with the history of the membership."),
)


@dataclass(frozen=True)
class Act:
    """One page. `ask` and `done` name the person as %(name)s; without `day` no day is asked, without `reason` none.

    `says` tells what will happen; `reason_needed` as the action has it; `suggestions` are offered while one types.
    """

    key: str
    title: Words
    ask: Words
    done: Words
    run: Run
    states: frozenset[State]
    icon: str
    says: tuple[Words, ...]
    day: Words = FROM
    reason: Words = REASON
    reason_needed: bool = True
    hint: Words = ""
    suggestions: tuple[Words, ...] = ()
    ends: bool = False

    def fits(self, membership: Membership) -> bool:
        """Whether it can be asked about the membership as it stands."""
        if membership.state not in self.states:
            return False
        if self.key == "revoke":
            return membership.origin != Membership.Origin.TRANSFER
        return self.key != "reinstate" or _may_live_again(membership)


def _may_live_again(membership: Membership) -> bool:
    others = Membership.objects.filter(person=membership.person_id, state__in=LIVING)
    return membership.person.died is None and not others.exists()


def _from(state: State) -> frozenset[State]:
    """The states from which a membership may come into that one."""
    return frozenset(State(now) for now, becomes in MAY_BECOME.items() if state in becomes)


ACTS = (
    Act(
        "retain",
        _("Retain the membership"),
        _("Retain the membership of %(name)s"),
        _("The membership of %(name)s is retained."),
        lambda actor, one, day, reason: leaving.retain_membership(actor, one, day=day, reason=reason),
        _from(State.RETAINED) & {State.ACTIVE},
        "hourglass",
        (
            _("The membership goes on without dues and without a vote."),
            _("From that day the person is counted among the retained, no longer among the members."),
            _("It can be restored on any later day."),
        ),
        hint=_("Why, and on which application or notice."),
        suggestions=(_("retired"), _("jobless"), _("in military service"), _("internally retired")),
    ),
    Act(
        "resume",
        _("Restore the membership"),
        _("Restore the membership of %(name)s"),
        _("%(name)s is a full member again."),
        lambda actor, one, day, reason: leaving.resume_membership(actor, one, day=day, reason=reason),
        frozenset({State.RETAINED}),
        "refresh",
        (
            _("From that day the person is a member with dues and a vote, and is counted among the members."),
            _("If the record is incomplete, the membership counts once it is complete."),
        ),
        reason_needed=False,
        suggestions=(_("works again"), _("back from military service")),
    ),
    Act(
        "release",
        _("Release to a union out of sight"),
        _("Release %(name)s to another union"),
        _("%(name)s is released. The new union enters the document and takes the membership in."),
        lambda actor, one, day, reason: transferring.release_membership(actor, one, day=day, reason=reason),
        _from(State.TRANSFERRING) & {State.ACTIVE},
        "external-link",
        (
            _("Whoever enters this person's document in another union may take the membership in."),
            _("Until then the person is counted here, with all rights, and you can call the release back."),
            _("When the new union has taken the member in, it keeps the record; you no longer see it."),
        ),
        reason_needed=False,
        hint=_("For instance the new place of work, or the letter of introduction."),
    ),
    Act(
        "call-back",
        _("Call the release back"),
        _("Call %(name)s back"),
        _("%(name)s stays in the union."),
        lambda actor, one, day, reason: transferring.call_back_membership(actor, one, day=day, reason=reason),
        frozenset({State.TRANSFERRING}),
        "arrow-left",
        (_("The membership stays here as it was; nobody else can take it in any more."),),
        reason_needed=False,
    ),
    Act(
        "withdraw",
        _("Record a withdrawal"),
        _("Record that %(name)s withdraws"),
        _("The withdrawal of %(name)s is recorded."),
        lambda actor, one, day, reason: leaving.withdraw_member(actor, one, day=day, reason=reason),
        _from(State.WITHDRAWN),
        "logout",
        (*ENDING, _("The member's card is to be handed in.")),
        day=_("On"),
        reason_needed=False,
        hint=_("The written application, if there is one."),
        ends=True,
    ),
    Act(
        "deem",
        _("Deem withdrawn"),
        _("Deem %(name)s to have withdrawn"),
        _("%(name)s is deemed to have withdrawn."),
        lambda actor, one, day, reason: leaving.deem_withdrawn(actor, one, day=day, reason=reason),
        _from(State.DEEMED_WITHDRAWN),
        "user",
        (_("For who has paid no dues and taken no part for six months, without a reason and after talks."), *ENDING),
        day=_("On"),
        hint=_("The talks that came before, with their days, and the decision."),
        ends=True,
    ),
    Act(
        "expel",
        _("Expel"),
        _("Expel %(name)s"),
        _("The expulsion of %(name)s is recorded."),
        lambda actor, one, day, reason: leaving.expel_member(actor, one, day=day, reason=reason),
        _from(State.EXPELLED),
        "ban",
        (_("For a serious crime that was punished: the committee decides, the union above is told."), *ENDING),
        day=_("On"),
        reason=_("Decision"),
        hint=_("The committee's decision, with the number of the paper."),
        ends=True,
    ),
    Act(
        "revoke",
        _("Entered by mistake"),
        _("Take back the membership of %(name)s"),
        _("The membership of %(name)s is taken back: it never was."),
        lambda actor, one, day, reason: leaving.revoke_membership(actor, one, reason=reason),
        _from(State.REVOKED),
        "x",
        (
            _("The membership counts as if it had never been. Who leaves on some day withdraws instead."),
            _("The history keeps that it was entered and taken back, and why."),
        ),
        day="",
        ends=True,
    ),
    Act(
        "reinstate",
        _("It ended by mistake"),
        _("Let the membership of %(name)s live again"),
        _("The membership of %(name)s lives again."),
        lambda actor, one, day, reason: mending.reinstate_membership(actor, one, day=day, reason=reason),
        ENDS - {State.DECEASED},
        "refresh",
        (
            _("The membership is what it was before it ended, and is counted again."),
            _("The history keeps both: that it ended and that this was a mistake."),
        ),
        day=_("On"),
    ),
)
BY_KEY = {act.key: act for act in ACTS}
