from __future__ import annotations

from django.urls import path

from . import calendar_views, views

app_name = "rules"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("figures/<str:key>/", views.figure, name="figure"),
    path("figures/<str:key>/set/", views.set_figure, name="set_figure"),
    path("own-figures/<int:setting_id>/withdraw/", views.withdraw, name="withdraw"),
    path("calendar/", calendar_views.year, name="calendar"),
    path("calendar/days/", calendar_views.days, name="days"),
    path("calendar/<int:year>/", calendar_views.year, name="calendar_year"),
    path("calendar/<int:year>/complete/", calendar_views.complete, name="complete_year"),
]
