from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import segno
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from niangjia.engines.people.loading import own_record
from niangjia.engines.people.memberships.models import COUNTED
from niangjia.foundation.access.guards import open_to_all
from niangjia.surfaces.portal.unions import base_of

from .signing import public_key, signed_card

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from niangjia.engines.people.models import Membership, Person
    from niangjia.foundation.access.request import Request


@never_cache
@require_safe
def card(request: Request) -> HttpResponse:
    """My member's card. Raises Http404 for who has no record."""
    return render(request, "portal/card.html", _context(own_record(request)))


@never_cache
@require_safe
def code(request: Request) -> HttpResponse:
    """The code alone, fresh: the card asks for it again and again."""
    return render(request, "portal/fragments/code.html", _context(own_record(request)))


def _context(person: Person) -> dict[str, Any]:
    membership = counted_membership(person)
    if membership is None:
        return {"person": person, "membership": None}
    base = base_of(membership.union)
    text, until = signed_card(person.name, base.name)
    # Behind the # nothing is sent to the server: whoever scans it with another program gets the page that checks it.
    picture = segno.make(f"{settings.HOUSE.public_address}{reverse('portal:scan')}#{text}", error="l", micro=False)
    dark = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(picture.matrix) for x, on in enumerate(row) if on]
    return {
        "person": person,
        "membership": membership,
        "base": base,
        "code": text,
        "until": until,
        "path": "".join(dark),
        "size": len(picture.matrix),
    }


def counted_membership(person: Person) -> Membership | None:
    """The membership that makes the person a member now."""
    return person.memberships.select_related("union").filter(state__in=COUNTED).first()


@open_to_all
@require_safe
def scan(request: HttpRequest) -> HttpResponse:
    """Checks cards, in the browser alone: nothing that is scanned comes here."""
    return render(request, "portal/scan.html", {"key": json.dumps(public_key())})


@open_to_all
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker that keeps that page, and no other, for when there is no network."""
    return render(request, "portal/worker.js", content_type="text/javascript; charset=utf-8")
