"""What went past a union is told of nowhere to who has a post there: neither by its papers nor by messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import CharField, Exists, Func, OuterRef, Q, Value
from django.db.models.functions import Cast

from niangjia.engines.notices.sending.hiding import hides_notices, keyed
from niangjia.engines.notices.sending.models import Notice
from niangjia.engines.papers.life.hiding import apart, hides_papers
from niangjia.engines.papers.life.models import Paper
from niangjia.engines.people.models import Deputy, Post, SecondaryTie
from niangjia.foundation.clock import today

from .core.models import Matter, Note, Task
from .later.models import Correction
from .limits.models import TimeLimit
from .meetings.reading import barred_meetings
from .recusing.models import kept_out_of
from .rights import past

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor


def _barred(actor: Actor) -> QuerySet[Matter]:
    return Matter.objects.filter(past(actor))


@hides_papers
def about_matters(actor: Actor) -> QuerySet[Paper]:
    """Papers about such matters."""
    keys = _barred(actor).values(key=Cast("pk", CharField()))
    return Paper.objects.filter(about_type="matters.matter", about_id__in=keys)


@hides_papers
def about_their_rows(actor: Actor) -> QuerySet[Paper]:
    """Papers about the rows that services keep of such matters."""
    rows = _barred(actor).filter(subject_type=OuterRef("about_type"), subject_id=OuterRef("about_id"))
    return Paper.objects.filter(~Q(about_type=""), Exists(rows))


@hides_papers
def minutes_with_them(actor: Actor) -> QuerySet[Paper]:
    """Minutes of meetings that had such a matter before them."""
    keys = barred_meetings(actor).values(key=Cast("meeting", CharField()))
    return Paper.objects.filter(about_type="matters.meeting", about_id__in=keys)


@apart
def went_past(paper: Paper) -> bool:
    """A paper about such a matter, or about its service's row: opening it is told to the person alone."""
    about = {"subject_type": paper.about_type, "subject_id": paper.about_id}
    if paper.about_type == "matters.matter":
        about = {"pk": paper.about_id}
    return bool(paper.about_type) and Matter.objects.filter(**about, bypassed__isnull=False).exists()


@hides_notices
def steps_of_matters(actor: Actor) -> QuerySet[Notice]:
    """Messages about such matters' steps: it is the applicant's turn."""
    return keyed("matters.task.", Task.objects.filter(matter__in=_barred(actor)))


@hides_notices
def notes_of_matters(actor: Actor) -> QuerySet[Notice]:
    """Messages that something was written about them."""
    return keyed("matters.note.", Note.objects.filter(matter__in=_barred(actor)))


@hides_notices
def ends_of_matters(actor: Actor) -> QuerySet[Notice]:
    """Messages that they have ended."""
    return keyed("matters.closed.", _barred(actor))


@hides_notices
def corrections_of_matters(actor: Actor) -> QuerySet[Notice]:
    """Messages that they were changed afterwards."""
    return keyed("matters.correction.", Correction.objects.filter(matter__in=_barred(actor)))


@hides_notices
def limits_of_matters(actor: Actor) -> QuerySet[Notice]:
    """Messages of their time limits, the id of which is the third part of the key."""
    limit = Func(OuterRef("key"), Value("."), Value(3), function="split_part", output_field=CharField())
    rows = TimeLimit.objects.filter(matter__in=_barred(actor)).annotate(written=Cast("pk", CharField()))
    return Notice.objects.filter(Exists(rows.filter(written=limit)), key__startswith="matters.limit.")


def without_barred(matter: Matter, persons: set[int]) -> set[int]:
    """Of these persons, those who do not keep out of the matter, and hold no post and stand in for nobody in the
    union that it went past.
    """
    return without_posts_in(matter.bypassed, persons - kept_out_of(matter))


def without_posts_in(gone: Union | None, persons: set[int]) -> set[int]:
    """Of these persons, those who hold no post and stand in for nobody in that union, below it or tied to it."""
    if gone is None or not persons:
        return persons
    day = today()
    inside = {"union__place__gte": gone.place, "union__place__lt": gone.place_end}
    ties = SecondaryTie.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day, **inside)
    posts = Post.objects.living(day).filter(Q(**inside) | Q(union__in=ties.values("upper")))
    standing = Deputy.objects.filter(post__in=posts, started__lte=day, ends__gte=day)
    barred = {*posts.values_list("person", flat=True), *standing.values_list("person", flat=True)}
    return persons - barred
