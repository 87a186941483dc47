"""What an act did, in sentences with numbers: shown before it is confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.engines.people.totals.facets import MEMBERS, WORKERS
from niangjia.engines.people.unions.listing import counts_under
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from niangjia.engines.people.unions.models import Union


def since(day: date) -> str:
    """From when on the act holds, and that it is entered later than it happened."""
    if day == today():
        return _("It holds from today on.")
    return _("It holds from %(day)s on and is entered later, today.") % {"day": date_format(day)}


def size_of(union: Union) -> str:
    """How much a union's subtree is: unions below it, members, workers."""
    counts = counts_under([union], [MEMBERS, WORKERS])[union.pk]
    below = union.place_end - union.place - 1
    figures = {"members": f"{counts.get(MEMBERS, 0):,}", "workers": f"{counts.get(WORKERS, 0):,}"}
    if not below:
        return _("%(members)s members, %(workers)s workers, no union below it.") % figures
    sentence = ngettext(
        "With it goes %(count)s union below it; %(members)s members and %(workers)s workers in all.",
        "With it go %(count)s unions below it; %(members)s members and %(workers)s workers in all.",
        below,
    )
    return sentence % {"count": below, **figures}


def went_along(moved: Mapping[str, int]) -> Iterator[str]:
    """A sentence for each kind of rows that an act moved or ended; `moved` is by labels of relations."""
    for name, count in moved.items():
        if count:
            yield _went(name, count)


def _went(name: str, count: int) -> str:
    number = {"number": f"{count:,}"}
    match name:
        case "people.membership.union":
            return ngettext("%(number)s person goes along.", "%(number)s persons go along.", count) % number
        case "people.union.parent":
            return (
                ngettext("%(number)s union right below goes along.", "%(number)s unions right below go along.", count)
                % number
            )
        case "people.coverage.union":
            return (
                ngettext("%(number)s covered employer goes along.", "%(number)s covered employers go along.", count)
                % number
            )
        case "people.post.union":
            return (
                ngettext("%(number)s post ends: fill it anew.", "%(number)s posts end: fill them anew.", count)
                % number
            )
        case "people.secondarytie.union":
            return ngettext("%(number)s tied union goes along.", "%(number)s tied unions go along.", count) % number
    what = apps.get_model(name.rpartition(".")[0])._meta.verbose_name_plural
    return _("%(what)s: %(number)s") % {"what": what, **number}
