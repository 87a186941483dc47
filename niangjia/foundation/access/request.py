"""The request as our views see it: Django's, with the actor and htmx's details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from .actor import Actor


class Request(HttpRequest):
    """For annotations only; middleware adds these."""

    actor: Actor
    htmx: HtmxDetails
    request_id: str
