from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import path

from niangjia.config.urls import *  # noqa: F403
from niangjia.config.urls import urlpatterns as of_the_house
from niangjia.foundation.access.models import Account

from . import three_steps  # noqa: F401 - the web server of a run knows its procedure

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def bare(request: HttpRequest) -> HttpResponse:
    """A signed-in desk page in the real layout with one indexed read."""
    return render(request, "bench/bare.html", {"account": Account.objects.get(username="bench")})


urlpatterns = [path("bench/bare/", bare), *of_the_house]
