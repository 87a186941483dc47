"""What applicants meet: mounted at the root of the house."""

from __future__ import annotations

from django.urls import path

from .pages import portal
from .public_notices import views as notices
from .ratings import pages as ratings

app_name = "my"
urlpatterns = [
    path("matters/", portal.matters, name="matters"),
    path("matters/<int:matter_id>/", portal.matter, name="matter"),
    path("matters/<int:matter_id>/tasks/<int:task_id>/completion/", portal.complete, name="complete"),
    path("matters/<int:matter_id>/messages/", portal.write, name="write"),
    path("matters/<int:matter_id>/withdrawal/", portal.withdraw, name="withdraw"),
    path("matters/<int:matter_id>/rating/", ratings.rate, name="rate"),
    path("public-notices/", notices.board, name="public_notices"),
    path("public-notices/<str:code>/", notices.notice, name="public_notice"),
]
