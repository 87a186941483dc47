"""The union that somebody belongs to or looks for: what anybody may know of it, with a telephone of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.people.posts.models import Post, Role
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.models import Level, Union
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from django.http import HttpRequest

COOKIE = "union"  # the code of the union that a visitor chose
SHOWN = (Role.CHAIR, Role.CLERK)
DIALLED = re.compile(r"[^\d+]+")


@dataclass(frozen=True)
class Contact:
    """A union as anybody sees it. `people` are chair and clerk, as (role, name); `dialled` is for a tel: link."""

    union: Union
    people: tuple[tuple[str, str], ...]

    @property
    def dialled(self) -> str:
        first = re.split(r"[,;，；、/转]", self.union.phone)[0]
        return DIALLED.sub("", first)


def contact_of(union: Union) -> Contact:
    """The union with its chair and clerk; one query. Who holds a post is public, telephones of persons are not."""
    posts = Post.objects.living(today()).filter(union=union, role__in=SHOWN).with_holders()
    rows = sorted(posts, key=lambda post: (SHOWN.index(Role(post.role)), post.started))
    return Contact(union, tuple((str(post.get_role_display()), post.holder) for post in rows))


def base_of(home: Union) -> Union:
    """The base union that a branch or group is of, whose office people call; a union that is none is itself."""
    if home.level not in (Level.BRANCH, Level.GROUP):
        return home
    above = Union.objects.filter(place__lte=home.place, place_end__gt=home.place, level=Level.BASE)
    return above.order_by("-place").first() or home


def chosen_union(request: HttpRequest) -> Union | None:
    """The union that this visitor has chosen before."""
    code = request.COOKIES.get(COOKIE, "")[:32]
    return union_of_code(code) if code else None


def union_of_code(code: str) -> Union | None:
    """A union at work by its code."""
    return Union.objects.filter(code=code, state__in=STANDING).first()


def root_name() -> str:
    """What the federation is called whose platform this is."""
    found = Union.objects.filter(place=0).values_list("name", flat=True).first()
    return found or _("the trade union")
