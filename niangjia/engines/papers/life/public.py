"""The page behind the code on a paper, for whoever holds it: genuine, in force; and nothing of anybody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from niangjia.foundation.access.address import client_address
from niangjia.foundation.access.guards import open_to_all
from niangjia.foundation.limits import Limit

from .freezing import Damaged, content_of
from .models import Delivery, Paper
from .tokens import FORM

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

CHECKS = Limit("papers.check", 60, timedelta(minutes=10))  # by address: an office may share one
STATUS = {"many": 429, "unknown": 404}


@open_to_all
@require_safe
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Says of a paper its kind, number, union and day, and whether it holds."""
    if not CHECKS.count(client_address(request)):
        return _answered(request, "many")
    paper = _of_token(token)
    if paper is None:
        return _answered(request, "unknown")
    return _answered(request, _verdict(paper), paper)


def _answered(request: HttpRequest, verdict: str, paper: Paper | None = None) -> HttpResponse:
    context = {"verdict": verdict, "paper": paper}
    answer = render(request, "papers/check.html", context, status=STATUS.get(verdict, 200))
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _of_token(token: str) -> Paper | None:
    """The issued paper that the token, or that of a proof of its service, stands on."""
    if not FORM.fullmatch(token):
        return None
    rows = Paper.objects.select_related("union")
    found = rows.filter(token=token).first()
    if found is None:
        of = Delivery.objects.filter(token=token).values_list("paper", flat=True).first()
        found = rows.filter(pk=of).first() if of else None
    return found if found and found.issued else None


def _verdict(paper: Paper) -> str:
    try:
        content_of(paper)
    except Damaged:
        return "damaged"
    if paper.revoked:
        return "revoked"
    return "holds" if paper.holds else "over"
