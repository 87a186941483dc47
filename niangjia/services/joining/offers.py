"""What a new member is offered first: services of the hall, on the page of the request and behind its message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.models import Person
from niangjia.foundation.faces.discovery import faces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.engines.matters.models import Matter, Task
    from niangjia.foundation.access.request import Request
    from niangjia.foundation.faces import Face

OWN, MOST = "joining", 5
LACKS = {  # whoever lacks it is not counted
    "document": _("document"),
    "sex": _("sex"),
    "born": _("birthday"),
}
ASKED = {  # 会员登记表
    "ethnicity": _("ethnicity"),
    "native_place": _("native place"),
    "education": _("education"),
    "political": _("political status"),
}


def first_offers() -> list[Face]:
    """Services where a member can begin, in the hall's order."""
    return [face for face in faces() if face.start and face.key != OWN][:MOST]


def offers_panel(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """On the page of one's own request, once it has led to membership."""
    if matter.procedure != "joining.join" or matter.phase != "joined":
        return None
    return {"offers": first_offers(), "missing": missing_of(request.actor.person_id)}


def missing_of(person_id: int | None) -> list[str]:
    """What the own record lacks of what the registration form asks for, in words; in the person's scope."""
    person = Person.objects.filter(pk=person_id or 0).first()
    if person is None:
        return []
    needed = [str(words) for name, words in LACKS.items() if name in person.lacks.split(",")]
    return needed + [str(words) for name, words in ASKED.items() if not getattr(person, name)]
