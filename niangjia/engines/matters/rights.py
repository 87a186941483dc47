"""Who may do what with a matter: act in a step, see, edit, comment. It follows from posts, lanes and the state.

Acting needs a post in the very union that the step is at: whoever leads a union above sees what is late there, and
does not decide in its place.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from niangjia.engines.people.posts.holding import holds_at, posts_of
from niangjia.foundation.access.actor import Kind, Refused, actor_of

from .acts.otherwise import paper_at_hand
from .core.models import LIVING, Matter, Task, TaskState
from .permissions import SEE
from .procedures import Right, Where, all_procedures
from .recusing.models import KeptOut, matters_without

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.reach import Reach


def require_at(actor: Actor, code: str, union: Union) -> None:
    """Raises Refused for who has the permission by a post elsewhere only: above one sees and does not decide."""
    if not holds_at(actor, code, union):
        raise Refused(
            _("This is for who has a post in that very union: the level above does not do it in its place.")
        )


def own_places(actor: Actor) -> dict[int, set[str]]:
    """The places where the actor has posts, and the permissions by those."""
    found: dict[int, set[str]] = {}
    for codes, start in posts_of(actor):
        found.setdefault(start, set()).update(codes)
    return found


def is_barred(actor: Actor, matter: Matter) -> bool:
    """Whether the actor keeps out of the matter, or it was sent past a union in which the actor has a post."""
    gone_past = matter.bypassed
    if gone_past is not None and any(
        gone_past.place <= start < gone_past.place_end for _codes, start in posts_of(actor)
    ):
        return True
    return keeps_out(actor, matter)


def keeps_out(actor: Actor, matter: Matter) -> bool:
    """Whether the actor keeps out of that very matter (recusing/)."""
    if not matter.recuses or actor.person_id is None:
        return False
    return KeptOut.objects.filter(matter=matter.pk, person=actor.person_id).exists()


def is_applicant(actor: Actor, matter: Matter) -> bool:
    return matter.person_id is not None and actor.person_id == matter.person_id


def may_act(actor: Actor, task: Task, matter: Matter) -> bool:
    """Whether the step is the actor's to do, claimed by somebody or not. Without its service nobody does it."""
    if task.procedure not in all_procedures():
        return False
    if actor.kind is Kind.PLATFORM:
        return True
    if task.for_applicant:
        return is_applicant(actor, matter) or (paper_at_hand(matter.pk) is not None and stands_in(actor, matter))
    return not is_barred(actor, matter) and holds_at(actor, task.permission, task.union)


def is_held(task: Task, matter: Matter) -> bool:
    """Whether somebody has taken the step over who may still do it. Who has left keeps nobody from it."""
    if task.state != TaskState.CLAIMED or task.claimed_by is None:
        return False
    return may_act(actor_of(task.claimed_by), task, matter)


def stands_in(actor: Actor, matter: Matter) -> bool:
    """Whether the actor may enter what the applicant did on paper: as who may begin such matters for somebody."""
    found = all_procedures().get(matter.procedure)
    if found is None or not found.enter or is_barred(actor, matter):
        return False
    return holds_at(actor, found.enter, matter.union)


def may_enter(actor: Actor, task: Task, matter: Matter) -> bool:
    """Whether a step that was done on paper is the actor's to enter: as who does it, or as who stands in."""
    return stands_in(actor, matter) if task.for_applicant else may_act(actor, task, matter)


def see_code(matter: Matter) -> str:
    """The permission by which it is seen; the general one where its service is not there any more."""
    found = all_procedures().get(matter.procedure)
    return (found.see if found else "") or SEE


def _lanes_with(matter: Matter, right: Right) -> tuple[str, ...] | None:
    """The lanes that the state names for a right; None where it says nothing."""
    found = all_procedures().get(matter.procedure)
    phase = found.states.get(matter.phase) if found else None
    return phase.rights.get(right) if phase else None


def may_see(actor: Actor, matter: Matter, living: Iterable[Task] = ()) -> bool:
    """Whether the desk shows it to the actor: by the union that has it, or by a step that waits at one of its own.

    One's turn as the applicant shows nothing there: that is what "my matter" is for.
    """
    if is_barred(actor, matter):
        return False
    living = [task for task in living if not task.for_applicant]
    seeing = _lanes_with(matter, Right.SEE)
    if seeing is not None:
        return _has_lane(actor, matter, seeing, living)
    return actor.may(see_code(matter), at=matter.union.place) or any(may_act(actor, task, matter) for task in living)


def may(actor: Actor, right: Right, matter: Matter, living: Iterable[Task]) -> bool:
    """Whether the actor has a right in the state in which the matter is. It must see the matter, too."""
    if not matter.is_open and right is not Right.SEE:
        return False
    lanes = _lanes_with(matter, right)
    if lanes is not None:
        return _has_lane(actor, matter, lanes, living)
    if right is Right.INSIDE:
        found = all_procedures().get(matter.procedure)
        return _has_lane(actor, matter, found.lanes if found else (), living)
    return any(may_act(actor, task, matter) for task in living if not task.for_applicant)


def _has_lane(actor: Actor, matter: Matter, lanes: Iterable[str], living: Iterable[Task]) -> bool:
    """Whether the actor stands in one of these lanes: by a post over the matter's union, or by a step of it."""
    if is_barred(actor, matter):
        return False
    found, names = all_procedures().get(matter.procedure), set(lanes)
    if found is None:
        return False
    declared = found.lanes
    by_step = any(task.role in names and may_act(actor, task, matter) for task in living)
    codes = {declared[name].permission for name in names if declared[name].where is not Where.APPLICANT}
    return by_step or any(actor.may(code, at=matter.union.place) for code in codes)


def within(reach: Reach, path: str = "union") -> Q:
    """Rows of which the union at `path` lies in the reach."""
    places = Q(pk__in=())
    for start, end in reach.ranges:
        places |= Q(**{f"{path}__place__gte": start, f"{path}__place__lt": end})
    return places


def seen_by(actor: Actor, path: str = "") -> Q:
    """Matters of the unions where the actor may see them; `path` leads from the row to its matter ("matter__")."""
    special = {key: found.see for key, found in all_procedures().items() if found.see}
    found = within(actor.reach(SEE), f"{path}union")
    if special:
        found &= ~Q(**{f"{path}procedure__in": list(special)})
    for key, code in special.items():
        if actor.may(code):
            found |= Q(**{f"{path}procedure": key}) & within(actor.reach(code), f"{path}union")
    for key, phase, codes in _hidden_phases():
        here = Q(**{f"{path}procedure": key, f"{path}phase": phase})
        lanes = [within(actor.reach(code), f"{path}union") for code in codes]
        found &= ~here | reduce(or_, lanes, Q(pk__in=()))
    return found & not_past(actor, path)


def _hidden_phases() -> Iterator[tuple[str, str, set[str]]]:
    """The states in which only some lanes see a matter, and the permissions of those."""
    for key, procedure in all_procedures().items():
        for phase, declared in procedure.states.items():
            if (names := declared.rights.get(Right.SEE)) is not None:
                yield key, phase, {procedure.lanes[name].permission for name in names} - {""}


def not_past(actor: Actor, path: str = "") -> Q:
    """Without the matters that were sent past a union in which the actor has a post, and those out of which the actor
    keeps; `path` as for seen_by.
    """
    return _not_past(actor, path) & ~kept_out(actor, path)


def kept_out(actor: Actor, path: str) -> Q:
    """The matters out of which the actor keeps. Mostly none: the subquery is asked once, not for each row."""
    if actor.person_id is None:
        return Q(pk__in=())
    key = f"{path.removesuffix('__')}__in" if path else "pk__in"
    return Q(**{key: matters_without([actor.person_id])})


def _not_past(actor: Actor, path: str) -> Q:
    clear = Q()
    for start in _posts(actor):
        clear &= Q(**{f"{path}bypassed__place__gt": start}) | Q(**{f"{path}bypassed__place_end__lte": start})
    return Q(**{f"{path}bypassed__isnull": True}) | clear if clear else clear


def _posts(actor: Actor) -> list[int]:
    return sorted({start for _codes, start in posts_of(actor)})


def past(actor: Actor, path: str = "") -> Q:
    """The matters that were sent past a union in which the actor has a post, or out of which the actor keeps."""
    barred = Q(pk__in=())
    for start in _posts(actor):
        barred |= Q(**{f"{path}bypassed__place__lte": start, f"{path}bypassed__place_end__gt": start})
    return Q(**{f"{path}bypassed__isnull": False}) & barred | kept_out(actor, path)


def actable(actor: Actor) -> Q:
    """Living tasks that the actor may do at the desk, claimed by whomever."""
    places = Q(pk__in=())
    by_codes: dict[frozenset[str], list[int]] = {}
    steps = step_codes()
    for place, codes in own_places(actor).items():
        if fitting := frozenset(codes & steps):
            by_codes.setdefault(fitting, []).append(place)
    for fitting, starts in by_codes.items():
        places |= _at(starts) & Q(permission__in=sorted(fitting))
    return places & Q(state__in=LIVING, for_applicant=False) & not_past(actor, "matter__")


def _at(starts: list[int]) -> Q:
    """Tasks of the unions at these places. Of one union, as mostly, an index gives them in the order of days."""
    if len(starts) > 1:
        return Q(union__place__in=starts)
    return Q(union=RawSQL("(SELECT id FROM people_union WHERE place = %s)", starts))


def step_codes() -> set[str]:
    """The permissions by which steps of any procedure are done."""
    return {lane.permission for found in all_procedures().values() for lane in found.lanes.values()} - {""}
