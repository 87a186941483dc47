"""What is of wide effect is told to the union above the unit: a danger, or ten and more with one topic in a week.

Counted are people, not papers: whoever brings a thing twice counts once, and all who write without a name count as
one together, for nobody can tell them apart. Below ten nothing is said of many anywhere.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.past_unions import without_barred, without_posts_in
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import kept_out, require_at
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.people.models import Deputy, Post
from niangjia.engines.people.posts.holding import posts_of
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import codes_of
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.clock import today
from niangjia.services.concerns.choices import Choice
from niangjia.services.concerns.finding import covering_own, receives
from niangjia.services.concerns.journal_codes import ALERT_DONE, ALERTED
from niangjia.services.concerns.messages import ALERT
from niangjia.services.concerns.models import Alert, Concern, PassedBy
from niangjia.services.concerns.permissions import HANDLE
from niangjia.services.concerns.totals import at_least

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

FEWEST = 10
WEEK, WEEKS_BEFORE, TIMES = timedelta(days=7), 8, 2  # a burst is twice the average of the eight weeks before


class Where(NamedTuple):
    """Who is told, and the unit that is not to know of it."""

    union: Union
    past: Union | None


class Topic(NamedTuple):
    employer: int
    category: str
    union: int


def told_of(concern: Concern) -> Where:
    """The union above the unit that it is about."""
    if concern.choice == Choice.ANONYMOUS:
        return Where(concern.anonymous.union, concern.anonymous.past)
    if concern.matter is None:
        raise NotPossible(_("What was said has been deleted."))
    if concern.matter.bypassed is not None:
        return Where(concern.matter.union, concern.matter.bypassed)
    unit = concern.matter.union
    if (found := receives(unit)).past is not None:  # as without a name, so that all of one employer come together
        return Where(found.union, found.past)
    return Where(unit.parent, unit) if unit.parent else Where(unit, None)


@transaction.atomic
def raise_alerts() -> int:
    """Raise what the last seven days ask for; each once. How many."""
    rows = list(_rows(today() - WEEK, today()))
    dangers = [concern for concern in rows if concern.danger]
    topics: defaultdict[Topic, list[Concern]] = defaultdict(list)
    for concern in rows:
        if concern.employer_id is not None:
            topics[Topic(concern.employer_id, concern.category, told_of(concern).union.pk)].append(concern)
    raised = sum(raise_danger(concern) for concern in dangers)
    return raised + sum(_raise_many(topic, found) for topic, found in topics.items())


def _rows(after: date, until: date) -> QuerySet[Concern]:
    related = ("matter__union__parent", "matter__bypassed", "anonymous__union", "anonymous__past", "employer")
    return Concern.objects.select_related("confidential", *related).filter(made__gt=after, made__lte=until)


def how_many(concerns: Iterable[Concern]) -> int:
    """How many people stand behind these concerns, or behind the largest of them by its own word."""
    named = [concern for concern in concerns if concern.choice != Choice.ANONYMOUS]
    persons = {_behind(concern) for concern in named if concern.matter}
    sealed = sum(isinstance(person, bytes) for person in persons)
    nameless = any(concern.choice == Choice.ANONYMOUS for concern in concerns)
    people = at_least(len(persons) - sealed, sealed, nameless=nameless)
    return max([people, *(concern.people for concern in named)])


def _behind(concern: Concern) -> object:
    """Who brought it, by name or with a sealed one: one for all they bring. What staff entered counts each."""
    sealed = getattr(concern, "confidential", None)
    person = concern.matter.person_id if concern.matter else None
    return person or (bytes(sealed.whose) if sealed and sealed.whose else concern.pk)


def _raise_many(topic: Topic, concerns: list[Concern]) -> bool:
    count = how_many(concerns)
    if count < FEWEST or count < TIMES * _average(topic):
        return False
    told = [told_of(concern) for concern in concerns]
    union = told[0].union
    week = today() - timedelta(days=today().weekday())
    given = {"union": union, "employer": concerns[0].employer, "category": topic.category, "week": week}
    if Alert.objects.filter(concern=None, **given).exists():
        return False
    _tell(Alert(people=count - count % FEWEST, **given), {where.past for where in told})
    return True


def _average(topic: Topic) -> float:
    """How many people a week there were before, counted as this week's: papers without a name move no bar."""
    last = today() - WEEK
    weeks = [_rows(last - WEEK * (at + 1), last - WEEK * at) for at in range(WEEKS_BEFORE)]
    given = {"employer": topic.employer, "category": topic.category}
    return sum(how_many(list(rows.filter(**given))) for rows in weeks) / WEEKS_BEFORE


def raise_danger(concern: Concern) -> bool:
    """Tell of a danger, once; whether it was not told before."""
    if Alert.objects.filter(concern=concern).exists():
        return False
    union, past = told_of(concern)
    week = today() - timedelta(days=today().weekday())
    given = {"union": union, "employer": concern.employer, "category": concern.category, "week": week}
    _tell(Alert(concern=concern, **given), {past})
    return True


def _tell(alert: Alert, past: set[Union | None]) -> None:
    """Keep it and tell the officers, but for those of any of the units that are not to know."""
    alert.save(force_insert=True)
    units = sorted((unit for unit in past if unit), key=lambda unit: unit.pk)
    PassedBy.objects.bulk_create(PassedBy(alert=alert, union=unit) for unit in units)
    persons = officers(alert.union, *units)
    if alert.concern and alert.concern.matter:
        persons = without_barred(alert.concern.matter, persons)
    send(PLATFORM, ALERT, persons, union=alert.union, key=f"concerns.alert.{alert.pk}")
    journal.record(PLATFORM, ALERTED, alert, union=alert.union_id)


def officers(union: Union, *past: Union | None) -> set[int]:
    """Who handles concerns there, without those with a post at a unit that is not to know, or standing in there."""
    roles, day = [role for role in Role if HANDLE in codes_of(role)], today()
    living = Post.objects.living(day)
    posts = living.filter(union=union, role__in=roles)
    standing = Deputy.objects.filter(post__in=posts, started__lte=day, ends__gte=day)
    found = {*posts.values_list("person", flat=True), *standing.values_list("person", flat=True)}
    for unit in past:
        found = without_posts_in(unit, found)
    return found


def not_told(actor: Actor) -> Q:
    """Alerts that are none of the actor's business: they went past a union in which the actor has a post or works, or
    are of a matter out of which the actor keeps.
    """
    about = Q(pk__in=())
    for start in sorted({start for _codes, start in posts_of(actor)}):
        about |= Q(union__place__lte=start, union__place_end__gt=start)
    if actor.person_id is not None:
        inside = {"union__place__gte": OuterRef("union__place"), "union__place__lt": OuterRef("union__place_end")}
        about |= Q(Exists(covering_own(actor.person_id).filter(**inside)))
    return Q(pk__in=PassedBy.objects.filter(about).values("alert")) | kept_out(actor, "concern__matter__")


@transaction.atomic
def record_done(actor: Actor, alert: Alert, text: str) -> None:
    """Write down what was done about it. Raises Refused, NotPossible."""
    require_at(actor, HANDLE, alert.union)
    if Alert.objects.filter(not_told(actor), pk=alert.pk).exists():
        raise Refused(_("This is for others."))
    if not text.strip():
        raise NotPossible(_("Say what was done."), "text")
    alert.done, alert.done_on, alert.done_by_id = text.strip(), today(), actor.account_id
    alert.save(update_fields=["done", "done_on", "done_by"])
    journal.record(actor, ALERT_DONE, alert, union=alert.union_id)
