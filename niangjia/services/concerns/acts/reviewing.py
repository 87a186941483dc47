"""Review (复查) and final review (复核) of a written opinion, by the bodies above (信访工作条例 第三十五条起)."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.later.issuing import issue_about
from niangjia.engines.matters.models import Matter
from niangjia.engines.matters.recusing.acts import find_somebody
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import not_past, require_at
from niangjia.engines.people.posts.holding import holds_at
from niangjia.engines.rules.deadlines import judge_review, review_asked
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.clock import today
from niangjia.services.concerns.choices import Choice, Kind, Way
from niangjia.services.concerns.journal_codes import REVIEW_ASKED, REVIEW_ENTERED, REVIEW_WANTED, REVIEWED
from niangjia.services.concerns.models import Concern, Review
from niangjia.services.concerns.papers import REVIEWED as PAPER
from niangjia.services.concerns.permissions import REVIEW as MAY
from niangjia.services.concerns.reading import OURS, REVIEW, find_concern, review_of, said_of
from niangjia.services.concerns.said import Answer, Said

from .anonymous import noted
from .answering import UNSAID, addressee

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor
    from niangjia.services.concerns.models import Anonymous

logger = logging.getLogger(__name__)
LAST = 2
SECOND = "如不服本复查意见，可以自收到之日起三十日内，向{upper}请求复核（信访工作条例第三十六条）。"
FINAL = "本复核意见为最终意见。仍以同一事实和理由提出投诉请求的，不再受理（信访工作条例第三十六条）。"


class Asked(NamedTuple):
    """What staff enter of a review that was asked for."""

    text: str
    day: date
    way: str


class Next(NamedTuple):
    """Which review may be asked for, at which union; when the opinion was given, and received (None if not known).

    Without a union the body above is not here: the worker asks it elsewhere, within the same days.
    """

    stage: int
    union: Union | None
    given: date
    received: date | None

    @property
    def until(self) -> date | None:
        """The last day for asking."""
        return review_asked(self.received).day if self.received else None


def next_review(concern: Concern) -> Next | None:
    """What may be asked for now; None where there is nothing to review, or the last word was said.

    The days run from receiving the opinion (第三十五条), so it may be asked for while somebody still calls back; not
    while it is handled once more, for with the new opinion they run anew.
    """
    matter = concern.matter
    if matter is None or concern.kind != Kind.CLAIM or concern.opinion_on is None:
        return None
    if matter.is_open and matter.phase != "checking":
        return None
    last = concern.reviews.select_related("matter__union").order_by("-stage").first()
    if last is None:
        return Next(1, matter.union.parent, concern.opinion_on, concern.received_on)
    if last.stage < LAST and last.opinion_on and last.matter:
        return Next(last.stage + 1, last.matter.union.parent, last.opinion_on, last.received_on)
    return None


@transaction.atomic
def ask_review(actor: Actor, concern: Concern, text: str) -> Matter:
    """Ask for the review that is next. Raises Refused for somebody else's concern, NotPossible with the reason."""
    matter = concern.matter
    if matter is None or matter.person_id is None or matter.person_id != actor.person_id:
        raise Refused(_("This is somebody else's matter."))
    return open_review(actor, concern, text)


@transaction.atomic
def enter_review(actor: Actor, number: str, asked: Asked) -> Matter:
    """Enter a review that somebody asked for by telephone, in person or on paper, at the union that reviews.

    `number` is that of the matter or of the review whose opinion is not accepted; it stands on the opinion. Raises
    NotPossible, also for what is not of this reader's unions, or went past one of them.
    """
    rows = Matter.objects.filter(not_past(actor), procedure__in=OURS, number=number.strip())
    matter = rows.select_related("union").first()
    concern = find_concern(matter) if matter is not None else None
    found = next_review(concern) if concern is not None else None
    if concern is None or found is None or found.union is None or not holds_at(actor, MAY, found.union):
        raise NotPossible(_("No opinion with this number can be reviewed at your union now."), "number")
    if asked.day > today():
        raise NotPossible(_("This day is yet to come."), "day")
    if asked.day < found.given:
        day = date_format(found.given, "DATE_FORMAT")
        raise NotPossible(
            _("The opinion was given on %(day)s: a review of it was asked for later.") % {"day": day}, "day"
        )
    return open_review(actor, concern, asked.text, asked)


@transaction.atomic
def want_review(row: Anonymous, text: str) -> None:
    """Ask for it with a receipt: kept with its day, and opened in the night after. Raises NotPossible."""
    concern = Concern.objects.select_for_update(of=("self",)).select_related("matter__union").get(pk=row.pk)
    found = next_review(concern)
    if found is None or found.union is None or row.erased_on:
        raise NotPossible(_("There is no opinion that could be reviewed now."))
    _kept(Review(concern=concern, stage=found.stage, way=Way.ANONYMOUS, said=Said(text=text).packed()))
    noted(row, REVIEW_WANTED)


def open_wanted() -> int:
    """At night: open what was asked for with receipts on the days before. How many."""
    rows = Review.objects.select_related("concern__matter__union__parent", "concern__matter__bypassed")
    waiting = list(rows.filter(matter=None, way=Way.ANONYMOUS, asked_on__lt=today()).order_by("pk"))
    return sum(_opened(row) for row in waiting)


def _opened(row: Review) -> bool:
    """Whether it could be opened; if not it waits, and is written down as such."""
    try:
        with transaction.atomic():
            _open(PLATFORM, row)
    except NotPossible as error:
        logger.warning("concerns: a review asked for with a receipt can't be opened: %s", error)
        return False
    return True


@transaction.atomic
def open_review(actor: Actor, concern: Concern, text: str, asked: Asked | None = None) -> Matter:
    """Open the review that is next; whose concern it is was asked. Raises NotPossible with the reason."""
    matter = concern.matter
    if matter is None:
        raise NotPossible(_("What was said has been deleted."))
    day = asked.day if asked else today()
    found = next_review(Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk))
    if found is None:
        raise NotPossible(_("There is no opinion that could be reviewed now."))
    if found.union is None:
        raise NotPossible(_("The body above is not here: ask it for the review on paper, within the same days."))
    if found.received is not None and day > found.received:  # who heard of it before the paper came is not late
        judged = judge_review(found.received, day, final=found.stage == LAST)
        if not judged.in_time:
            raise NotPossible(judged.sentence)
    row = Review(concern=concern, stage=found.stage, said=Said(text=text).packed(), asked_on=day)
    row.way = asked.way if asked else Way.PORTAL
    _kept(row)
    return _open(actor, row)


def _kept(row: Review) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(_("You have asked for it already.")) from None


def _open(actor: Actor, row: Review) -> Matter:
    """Open its matter at the union above the one whose opinion it is about; further up where all there keep out."""
    concern = row.concern
    before = concern.reviews.filter(stage__lt=row.stage).select_related("matter__union__parent").first()
    last, matter = before.matter if before else concern.matter, concern.matter
    if matter is None or last is None or last.union.parent is None:
        raise NotPossible(_("There is no opinion that could be reviewed now."))
    opened = open_matter(
        actor,
        REVIEW,
        union=last.union.parent,
        person=matter.person,
        about=row,
        variables={"stage": row.stage},
        past=matter.bypassed,
    )
    row.matter = opened
    row.save(update_fields=["matter"])
    find_somebody(opened)
    journal.record(actor, REVIEW_ASKED if row.way == Way.PORTAL else REVIEW_ENTERED, opened, union=opened.union_id)
    return opened


def issue_review(actor: Actor, matter: Matter) -> None:
    """Issue the opinion of the review. Raises Refused."""
    require_at(actor, MAY, matter.union)
    row = review_of(matter)
    answer, said = Answer.read(row.answer.reveal()), said_of(row.concern)
    upper = matter.union.parent.name if matter.union.parent else "上一级机关（上级工会）"
    data = {
        "title": "信访事项复查意见书" if row.stage < LAST else "信访事项复核意见书",
        "name": addressee(matter, row.concern),
        "matter": matter.number,
        "wants": UNSAID if row.concern.choice == Choice.ANONYMOUS else said.wants or said.text,
        "facts": answer.facts.splitlines(),
        "opinion": answer.opinion.splitlines(),
        "basis": answer.basis,
        "remedy": SECOND.format(upper=upper) if row.stage < LAST else FINAL,
    }
    issue_about(actor, matter, PAPER.key, data)
    row.opinion_on, row.received_on = today(), None  # the days run anew with each opinion
    row.save(update_fields=["opinion_on", "received_on"])
    journal.record(actor, REVIEWED, matter, union=matter.union_id)


def note_review_received(row: Review) -> None:
    """The worker has it, from today on."""
    Review.objects.filter(pk=row.pk, received_on=None, opinion_on__isnull=False).update(received_on=today())
