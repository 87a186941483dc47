from __future__ import annotations

from django.urls import path

from . import union_urls
from .registry import export_views, person_views, views

app_name = "people"
urlpatterns = [
    path("", views.registry, name="registry"),
    path("search/", views.search, name="search"),
    path("new/", person_views.register, name="register"),
    path("export/", export_views.prepare, name="prepare_export"),
    path("export/<uuid:export_id>/", export_views.export, name="export"),
    path("export/<uuid:export_id>/file/", export_views.file, name="export_file"),
    path("<int:person_id>/", person_views.person, name="person"),
    path("<int:person_id>/correct/", person_views.correct, name="correct"),
    path("<int:person_id>/complete/", person_views.complete, name="complete"),
    path("<int:person_id>/enrol/", person_views.enrol, name="enrol"),
    path("<int:person_id>/reveal/<str:what>/<int:row_id>/", person_views.reveal, name="reveal"),
    *union_urls.urlpatterns,
]
