"""A membership rests or ends: kept, left, deemed left after talks, expelled; decided first, then done.

Leaving is free (中国工会章程): it is recorded, nobody decides on it. The committee decides on all else.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from niangjia.engines import journal
from niangjia.engines.matters.later.issuing import issue_about
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.people.memberships.leaving import (
    deem_withdrawn,
    expel_member,
    resume_membership,
    retain_membership,
    withdraw_member,
)
from niangjia.engines.people.memberships.models import LIVING, State
from niangjia.engines.people.models import Post
from niangjia.engines.people.persons.showing import masked_documents
from niangjia.engines.people.posts.holding import stands_for
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import codes_of
from niangjia.engines.people.unions.reading import path
from niangjia.engines.rules import value
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.attachments import About, Limits
from niangjia.foundation.attachments.keeping import attachments_of, keep_file
from niangjia.foundation.attachments.kinds import PAPERS
from niangjia.foundation.clock import today
from niangjia.services.joining.journal_codes import CHANGED, PROPOSED, TALKED
from niangjia.services.joining.messages import CHANGE_PROPOSED, DECIDED, ENTERED, RECORDED
from niangjia.services.joining.models import Application, Talk
from niangjia.services.joining.papers import CHANGE as PAPER
from niangjia.services.joining.permissions import DECIDE
from niangjia.services.joining.reading import (
    day_counted,
    handling_union,
    left_of,
    living_membership,
    months_on,
    require_here,
    with_person,
)
from niangjia.services.joining.said import Said

from .applying import hold_person, lock_person, open_request, opened
from .calling_off import call_off

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Membership, Person, Union
    from niangjia.foundation.access.actor import Actor

SCANS = Limits(most=5, kinds=PAPERS)
MONTHS, TALKS = "member.deemed_leave_months", "joining.deem_talks"
LONGEST, LONGEST_WORDS = 100, 500  # of a reason; of what was said


class What(TextChoices):
    """What becomes of the membership. The member asks for the first three, the union proposes any."""

    WITHDRAW = "withdraw", gettext_lazy("leave the union")
    RETAIN = "retain", gettext_lazy("keep the membership without dues and vote (retired, jobless, in the army)")
    RESUME = "resume", gettext_lazy("a kept membership lives again")
    DEEM = "deem", gettext_lazy("deemed to have left: no dues, no activity, after talks")
    EXPEL = "expel", gettext_lazy("expel")


class Rest(TextChoices):
    """Why a membership is kept (工会会员会籍管理办法, from general knowledge)."""

    RETIRED = "retired", gettext_lazy("retired")
    JOBLESS = "jobless", gettext_lazy("without work, until there is work again")
    MILITARY = "military", gettext_lazy("in military service")


BY_WISH = (What.WITHDRAW, What.RESUME)  # a union enters them from the member's signed request, and not else
OWN = (What.WITHDRAW, What.RETAIN, What.RESUME)
NEEDS = {
    What.DEEM: (State.ACTIVE,),
    What.EXPEL: (State.ACTIVE,),
    What.RETAIN: (State.ACTIVE,),
    What.RESUME: (State.RETAINED,),
}


@dataclass(frozen=True, repr=False)
class Grounds:
    """Why; of a kept membership which kind of rest; of a deemed withdrawal since when (ISO) nothing came.

    `talks` are the days and words of the talks that came before; they are put in when it is proposed. So is `asked`,
    the day (ISO) of the member's request on paper, and `entered`, the id of the account that entered it. Of an
    expulsion: the judgment, its day, and the day of the group's opinion (ISO).
    """

    reason: str
    rest: str = ""
    since: str = ""
    talks: tuple[tuple[str, str], ...] = ()
    asked: str = ""
    entered: int | None = None
    judgment: str = ""
    judged: str = ""
    opinion: str = ""

    def packed(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True, repr=False)
class Wish:
    """The member's own request as it was signed on paper: its day, its scan, the name of that file."""

    day: date
    scan: bytes
    name: str


@transaction.atomic
def propose_change(actor: Actor, person_id: int, what: str, grounds: Grounds, wish: Wish | None = None) -> Matter:
    """Begin what makes a membership rest or end: the member, or the union that has it.

    What is the member's own free will (`BY_WISH`) a union enters from the signed request alone; the member is told.
    Raises Refused, NotPossible, UnderWay, BadFile.
    """
    kind = What(what)
    _fit(kind, grounds)
    with with_person(person_id) as person:
        if kind is What.WITHDRAW and actor.person_id == person.pk:
            _leaves_all_the_same(actor, person)
        hold_person(person)
        membership = living_membership(person)
        if membership is None:
            raise NotPossible(_("This person is no member."))
        if membership.state not in NEEDS.get(kind, (membership.state,)):
            raise NotPossible(_("This membership is “%(state)s”.") % {"state": State(membership.state).label})
        own = actor.person_id == person.pk
        if own and kind not in OWN:
            raise NotPossible(_("Only the union can propose this."))
        if not own:
            require_here(actor, handling_union(membership.union))
        if not own and kind in BY_WISH:
            grounds = replace(_as_wished(wish, membership, grounds), entered=actor.account_id)
        if kind is What.DEEM:
            grounds = _after_talks(membership, grounds)
        row = Application(
            kind=Application.Kind.CHANGE,
            way=Application.Way.SELF if own else Application.Way.UNION,
            person=person,
            union=membership.union,
            said=Said(name=person.name).packed(),
            reason=grounds.packed(),
        )
        matter = opened(
            actor,
            row,
            person,
            {"what": kind.value, "over": False},
            told=ENTERED if grounds.asked else CHANGE_PROPOSED,
        )
        journal.record(actor, PROPOSED, matter, union=matter.union_id, data={"what": kind.value})
        if wish and grounds.asked:
            keep_file(actor, About.of(matter), wish.scan, wish.name, slot="", limits=SCANS)
    return matter


def _leaves_all_the_same(actor: Actor, person: Person) -> None:
    """Leaving is free: whatever else is asked or proposed about the membership ends with it. Raises NotPossible."""
    lock_person(person)
    there = open_request(person)
    if there is None or there.matter is None or there.kind == Application.Kind.JOIN or not living_membership(person):
        return
    if there.matter.variables.get("what") != What.WITHDRAW:
        call_off(actor, there.matter.pk)


def _as_wished(wish: Wish | None, membership: Membership, grounds: Grounds) -> Grounds:
    """The grounds with the day of the signed request. Raises NotPossible without one."""
    if wish is None or not wish.scan:
        told = _(
            "This is the member's own wish alone: enter the day of the request that the member signed, and its scan."
        )
        raise NotPossible(told, "scan")
    if not membership.started <= wish.day <= today():
        raise NotPossible(_("The request was signed between the beginning of the membership and today."), "asked")
    return replace(grounds, asked=wish.day.isoformat())


def _fit(kind: What, grounds: Grounds) -> None:
    if not grounds.reason.strip() or len(grounds.reason) > LONGEST:
        raise NotPossible(_("Say why, in at most %(count)s signs.") % {"count": LONGEST}, "reason")
    if kind is What.RETAIN and grounds.rest not in Rest.values:
        raise NotPossible(_("Say which: retired, without work, or in military service."), "rest")
    if kind is What.EXPEL:
        _fit_expulsion(grounds)


def _fit_expulsion(grounds: Grounds) -> None:
    """Who was sentenced for a serious crime, after the group's opinion (中国工会章程). Raises NotPossible."""
    if not grounds.judgment.strip() or len(grounds.judgment) > LONGEST:
        told = _("Nobody is expelled but for a crime: name the court and the number of its judgment.")
        raise NotPossible(told, "judgment")
    for name, day in (("judged", grounds.judged), ("opinion", grounds.opinion)):
        if not day or date.fromisoformat(day) > today():
            raise NotPossible(_("Say on which day that was."), name)


def _after_talks(membership: Membership, grounds: Grounds) -> Grounds:
    """The grounds with the talks. Raises NotPossible where the months are too few, or the talks (中国工会章程).

    Months count from the membership on, and only talks about what lapsed since then, each recorded before today.
    """
    union = handling_union(membership.union)
    unions = [one.pk for one in reversed(path(union))]
    months = value(MONTHS, on=today(), unions=unions).count
    since = date.fromisoformat(grounds.since) if grounds.since else today()
    if since >= today() or months_on(since, months) > today():
        told = _("Say since when neither dues nor taking part: at least %(count)s months ago.")
        raise NotPossible(told % {"count": months}, "since")
    if since < _member_from(membership):
        raise NotPossible(_("On that day the membership had not begun yet."), "since")
    talks = _talks_since(membership, union, since)
    wanted = value(TALKS, on=today(), unions=unions).count
    if len({talk.day for talk in talks}) < wanted:
        told = _("Talk first: since that day on at least %(count)s days, each recorded here before today.")
        raise NotPossible(told % {"count": wanted}, "talks")
    return replace(grounds, talks=tuple((talk.day.isoformat(), str(talk.words.reveal())) for talk in talks))


def _talks_since(membership: Membership, union: Union, since: date) -> list[Talk]:
    """Those of the union, and of one that went into it, about what lapsed since that day."""
    before = {"day__gt": since, "day__lt": today(), "made__date__lt": today()}
    rows = Talk.objects.filter(person=membership.person_id, **before).select_related("union__parent")
    return [talk for talk in rows.order_by("day", "made") if stands_for(talk.union).pk == union.pk]


def _member_from(membership: Membership) -> date:
    """Since when the person is a member at all: years count on when a membership moves."""
    return membership.joined or membership.started


@transaction.atomic
def record_talk(actor: Actor, person_id: int, day: date, words: str) -> Talk:
    """Record that a member was talked to about dues and taking part. Raises Refused, NotPossible."""
    if not words.strip() or len(words) > LONGEST_WORDS:
        raise NotPossible(_("Write what was said, in at most %(count)s signs.") % {"count": LONGEST_WORDS}, "words")
    if day > today():
        raise NotPossible(_("This day is yet to come."), "day")
    with with_person(person_id) as person:
        membership = living_membership(person)
        if membership is None:
            raise NotPossible(_("This person is no member."))
        union = handling_union(membership.union)
        require_here(actor, union)
        if day < _member_from(membership):
            raise NotPossible(_("On that day the membership had not begun yet."), "day")
        talk = Talk(person=person, union=union, day=day, words=words.strip(), made_by_id=actor.account_id)
        talk.save(force_insert=True)
        journal.record(actor, TALKED, person, union=union.pk, data={"day": day.isoformat()})
    return talk


def grounds_of(row: Application) -> Grounds:
    found = json.loads(row.reason.reveal())
    return Grounds(**{**found, "talks": tuple((day, words) for day, words in found["talks"])})


def change_membership(actor: Actor, matter: Matter) -> Mapping[str, Any]:
    """Carry out what was decided, in the register, and issue its paper. Answers the register's step.

    Raises NotPossible.
    """
    kind, row = What(matter.variables["what"]), left_of(matter)
    if row is None or matter.person_id is None:
        if kind in BY_WISH:
            return {"over": True}  # there is nothing else that could end this step
        raise NotPossible(_("The record was erased meanwhile."))
    grounds = grounds_of(row)
    with with_person(matter.person_id, row.union) as person:
        membership = living_membership(person)
        here = membership is not None and handling_union(membership.union).pk == handling_union(row.union).pk
        if kind in BY_WISH and (not here or (membership and membership.state not in NEEDS.get(kind, LIVING))):
            return {"over": True}  # died, ended or moved otherwise: there is nothing left to record
        if membership is None or not here:
            raise NotPossible(_("%(union)s does not have this member any more.") % {"union": row.union.name})
        _look_at_scan(actor, matter, grounds)
        day = day_counted(matter, person)
        _done(kind, membership, day, _("by the matter %(number)s") % {"number": matter.number})
        if row.way == Application.Way.UNION:
            told = {"day": day.isoformat()}
            say = RECORDED if kind in BY_WISH else DECIDED
            send(PLATFORM, say, person, union=matter.union, variables=told, key=f"joining.decided.{matter.pk}")
        change = membership.changes.latest("pk").pk  # what a correction takes back, if it is still the last
        data = {
            "what": kind.value,
            "name": person.name,
            "document": masked_documents([person]).get(person.pk, ""),
            "home": membership.union.name,
            "joined": str(membership.joined or membership.started),
            "reason": _reason(grounds),
            "since": grounds.since,
            "asked": grounds.asked,
            "from": day.isoformat() if kind is What.RETAIN else "",
            "judgment": "，".join(part for part in (grounds.judgment, grounds.judged) if part),
            "opinion": grounds.opinion,
            "talks": [f"{day}　{words}" for day, words in grounds.talks],
        }
        issue_about(actor, matter, PAPER.key, data)
    journal.record(actor, CHANGED, matter, union=matter.union_id, data={"what": kind.value})
    return {"change": change}


def _look_at_scan(actor: Actor, matter: Matter, grounds: Grounds) -> None:
    """Of a request that a member signed: its scan is there, and a colleague of who entered it records it.

    Raises NotPossible.
    """
    if not grounds.asked:
        return
    if not attachments_of(matter):
        raise NotPossible(_("The scan of the signed request was taken away: add it again."))
    if grounds.entered is None or grounds.entered != actor.account_id:
        return
    others = Post.objects.lasting(today()).filter(union=matter.union, role__in=_deciding())
    if others.exclude(person=actor.person_id).filter(person__account__is_active=True).exists():
        told = _("You entered this request: a colleague looks at its scan, and records it.")
        raise NotPossible(told)


def _deciding() -> list[Role]:
    return [role for role in Role if DECIDE in codes_of(role)]


def _reason(grounds: Grounds) -> str:
    """As papers say it, in Chinese."""
    with override("zh-hans"):
        rest = str(Rest(grounds.rest).label) if grounds.rest else ""
    return "：".join(part for part in (rest, grounds.reason) if part)


def _done(kind: What, membership: Membership, day: date, reason: str) -> None:
    """By the platform: that it was decided has been asked; the register's own verbs keep the rules of states.

    `reason` stands there unsealed: why it was decided stays with the matter and its paper.
    """
    match kind:
        case What.WITHDRAW:
            withdraw_member(PLATFORM, membership, day=day, reason=reason)
        case What.RETAIN:
            retain_membership(PLATFORM, membership, day=day, reason=reason)
        case What.RESUME:
            resume_membership(PLATFORM, membership, day=day, reason=reason)
        case What.DEEM:
            deem_withdrawn(PLATFORM, membership, day=day, reason=reason)
        case What.EXPEL:
            expel_member(PLATFORM, membership, day=day, reason=reason)
