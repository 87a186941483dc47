"""The dated past of a union: versions without gaps, also when an earlier act is entered after a later one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines.people.refusals import NotPossible

from .acts import STANDING, Act, refuse_unregistered
from .models import UnionVersion

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from .models import Union

DATED = ("parent_id", "name", "level", "kind", "state")
BEGINNINGS = {UnionVersion.Reason.FOUNDED, UnionVersion.Reason.RECORDED, UnionVersion.Reason.SPLIT}
# Up from a union, each step only for the days on which all steps before it held.
EVER_BELOW = """
    WITH RECURSIVE up AS (
        SELECT parent_id, daterange(valid_from, valid_to) * daterange(%(first)s, %(last)s) AS days
        FROM people_unionversion
        WHERE union_id = %(lower)s AND daterange(valid_from, valid_to) && daterange(%(first)s, %(last)s)
        UNION
        SELECT v.parent_id, days * daterange(v.valid_from, v.valid_to)
        FROM up JOIN people_unionversion v ON v.union_id = up.parent_id
        WHERE days && daterange(v.valid_from, v.valid_to)
    )
    SELECT EXISTS (SELECT 1 FROM up WHERE parent_id = %(upper)s)
"""


def begin(union: Union, act: Act) -> UnionVersion:
    """The first version of a union that was just entered."""
    dated = {name: getattr(union, name) for name in DATED}
    return UnionVersion.objects.create(union=union, valid_from=act.day, **_told(act), **dated)


def version_on(union: Union, day: date) -> UnionVersion:
    """The version that holds on that day. Raises NotPossible for a day before the first."""
    refuse_unregistered(union, day)
    return union.versions.filter(valid_from__lte=day).latest("valid_from")


def change(union: Union, act: Act, **changes: Any) -> None:
    """Let these fields (of DATED) have other values from the day of the act on, in history and in the union's row.

    Where a later act set one of them already, that act stands: the change ends there. The union is held by the
    caller. Raises NotPossible for a day before the union's first.
    """
    then = version_on(union, act.day)
    before = {name: getattr(then, name) for name in changes}
    _turn(then, act, changes)
    _carry_on(union.versions.filter(valid_from__gt=act.day).order_by("valid_from"), before, changes)
    last = union.versions.get(valid_to=None)
    for name in changes:
        setattr(union, name, getattr(last, name))
    union.save(update_fields=list(changes))


def _turn(version: UnionVersion, act: Act, changes: dict[str, Any]) -> None:
    """Divide the version on the day of the act, or let it say something else if it began that day."""
    if version.valid_from == act.day:
        _rewrite(version, act, changes)
        return
    following = {name: getattr(version, name) for name in DATED} | changes
    end, version.valid_to = version.valid_to, act.day
    version.save(update_fields=["valid_to"])
    UnionVersion.objects.create(
        union_id=version.union_id, valid_from=act.day, valid_to=end, **_told(act), **following
    )


def _rewrite(version: UnionVersion, act: Act, changes: dict[str, Any]) -> None:
    began = version.reason in BEGINNINGS and "state" not in changes  # how a union began is not forgotten
    values = changes if began else {**changes, **_told(act)}
    for name, value in values.items():
        setattr(version, name, value)
    version.save(update_fields=list(values))


def _carry_on(later: Iterable[UnionVersion], before: dict[str, Any], changes: dict[str, Any]) -> None:
    """Let the change hold in later versions, each field up to the one in which a later act set it."""
    for version in later:
        changes = {name: value for name, value in changes.items() if getattr(version, name) == before[name]}
        if not changes:
            return
        for name, value in changes.items():
            setattr(version, name, value)
        version.save(update_fields=list(changes))


def _told(act: Act) -> dict[str, Any]:
    return {"reason": act.reason, "paper": act.paper}


def stays_until(union: Union, day: date) -> date | None:
    """The day on which the union next moved after that day, None if it never did. Raises as version_on."""
    there = version_on(union, day).parent_id
    later = union.versions.filter(valid_from__gt=day).order_by("valid_from")
    return next((version.valid_from for version in later if version.parent_id != there), None)


def ever_below(lower: Union, upper: Union, first: date, last: date | None) -> bool:
    """Whether `lower` is or stood below `upper` on any day from `first` to the day before `last`."""
    with connection.cursor() as cursor:
        cursor.execute(EVER_BELOW, {"lower": lower.pk, "upper": upper.pk, "first": first, "last": last})
        return lower.pk == upper.pk or bool(cursor.fetchone()[0])


def came_there(union: Union) -> date:
    """The day since which the union stands below the one that it stands below now."""
    elsewhere = union.versions.exclude(parent=union.parent_id).order_by("-valid_from").first()
    since = union.versions.filter(valid_from__gt=elsewhere.valid_from) if elsewhere else union.versions.all()
    return since.earliest("valid_from").valid_from


def refuse_later(union: Union, day: date) -> None:
    """Raises NotPossible if the union has an act after that day, or had a union below it that is gone: it can't end
    before.
    """
    refuse_unregistered(union, day)
    acts = union.versions.filter(valid_from__gt=day).values_list("valid_from", flat=True)
    left = _left(union).filter(valid_to__gt=day).values_list("valid_to", flat=True)
    if later := [found for found in (*acts, *left) if found]:
        what = {"union": union.name, "day": date_format(max(later))}
        raise NotPossible(
            _("By the register, something happened to %(union)s on %(day)s: it can't end before.") % what
        )


def _left(union: Union) -> QuerySet[UnionVersion]:
    """Versions of unions that stood below this one and do not any more."""
    moved = UnionVersion.objects.filter(union=OuterRef("union"), valid_from__gt=OuterRef("valid_from"))
    gone = Exists(moved.exclude(parent=union)) | ~Q(union__state__in=STANDING)
    return UnionVersion.objects.filter(gone, parent=union, state__in=STANDING)
