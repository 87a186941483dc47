from __future__ import annotations

from django.urls import path

from . import views

app_name = "drafts"
urlpatterns = [
    path("<path:form>/keep/", views.keep, name="keep"),
    path("<path:form>/drop/", views.drop, name="drop"),
]
