"""Figures of the register: what a base union's clerk and the city's officer list and search, against the bare page.

Each at the size of the run and, in a run at city size, at a tenth of it.
"""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING, cast

from .figures import Sides, figure, in_turns
from .fill import BASE, ROOT
from .pages import PageFailed, run_python, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from .world import World

BARE = "/bench/bare/"
THE_BARE_PAGE = "one signed-in desk page in the real layout with one indexed read"
LISTS, BY_ROOT = 4, 10  # limits: of lists and of what a clerk searches; of what the city's officer does
RUNS = 15
TENTH = "tenth"

# Where the pages are, and what is looked for: somebody of the clerk's union.
ASKED = """
import json, django
django.setup()
from django.urls import reverse
from niangjia.engines.people.models import Person
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.access.models import Account
with acting(actor_of(Account.objects.get(username={name!r}))):
    persons = Person.objects.filter(documents__kind="resident_id", name__regex="^...$").order_by("name_key")
    person = persons[persons.count() // 2]
    number = person.documents.get().number.reveal()
pages = {{page: reverse("people:" + page) for page in ("registry", "search", "totals")}}
sought = {{"name": person.name, "surname": person.name[0], "last_four": number[-4:]}}
print(json.dumps({{**pages, **sought, "person": reverse("people:person", args=[person.pk])}}))
"""


def _asked(world: World) -> dict[str, str]:
    ask = partial(run_python, world, ASKED.format(name=BASE))
    return cast("dict[str, str]", world.once("people asked", lambda: json.loads(ask().splitlines()[-1])))


def _page(world: World, name: str, page: str) -> Sides:
    return in_turns(RUNS, signed_in(world, name).seconds(_asked(world)[page]), signed_in(world).seconds(BARE))


def _search(world: World, name: str, by: str) -> Sides:
    """Raises PageFailed if nobody is found, or not the one of the clerk's own whom the clerk looks for."""
    asked, pages = _asked(world), signed_in(world, name)
    data = {"q": asked[by]}
    wanted = asked["person"] if name == BASE else f"{asked['registry']}[0-9]+/"
    if not re.search(f'"{wanted}"', pages.ask(asked["search"], data)):
        raise PageFailed(f"search by {by}: not found")
    return in_turns(RUNS, pages.seconds(asked["search"], data), signed_in(world).seconds(BARE))


def _register(name: str, limit: float, measure: Callable[[World], Sides]) -> None:
    figure(f"people.{name}", limit=limit, against=THE_BARE_PAGE)(measure)
    figure(f"people.{TENTH}.{name}", limit=limit, against=THE_BARE_PAGE, size=TENTH)(measure)


_register("registry_base", LISTS, lambda world: _page(world, BASE, "registry"))
_register("registry_root", LISTS, lambda world: _page(world, ROOT, "registry"))
_register("last_four_base", LISTS, lambda world: _search(world, BASE, "last_four"))
_register("last_four_root", BY_ROOT, lambda world: _search(world, ROOT, "last_four"))
_register("name_base", LISTS, lambda world: _search(world, BASE, "name"))
_register("name_root", BY_ROOT, lambda world: _search(world, ROOT, "name"))
_register("surname_root", BY_ROOT, lambda world: _search(world, ROOT, "surname"))
_register("totals_root", BY_ROOT, lambda world: _page(world, ROOT, "totals"))
