"""What anybody meets: mounted at the root of the house."""

from __future__ import annotations

from django.urls import path

from .life import public

app_name = "check"
urlpatterns = [path("p/<str:token>/", public.check, name="paper")]
