from __future__ import annotations

from django.urls import path

from . import home, views

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("calendar/", home.calendar, name="calendar"),
    path("everything/", home.everything, name="everything"),
    path("system/", views.system, name="system"),
]
