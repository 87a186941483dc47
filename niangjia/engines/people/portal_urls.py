"""What people meet before and outside the desk: mounted at the root of the house."""

from __future__ import annotations

from django.urls import path

from .claiming import views

app_name = "claiming"
urlpatterns = [
    path("claim/", views.who, name="who"),
    path("claim/document/", views.by_document, name="by_document"),
    path("claim/found/", views.found, name="found"),
    path("claim/not-me/", views.not_me, name="not_me"),
    path("claim/wrong/", views.wrong, name="wrong"),
]
