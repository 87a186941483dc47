from __future__ import annotations

from django.urls import path

from . import person_urls, union_urls
from .corrections import urls as corrections
from .registry import export_views, person_views, view_views, views
from .roster.pages import urls as roster_pages

app_name = "people"
urlpatterns = [
    path("", views.registry, name="registry"),
    path("search/", views.search, name="search"),
    path("new/", person_views.register, name="register"),
    path("columns/", views.columns, name="columns"),
    path("batch/", views.batch, name="batch"),
    path("views/new/", view_views.keep, name="keep_view"),
    path("views/<uuid:view_id>/", view_views.change, name="view"),
    path("views/<uuid:view_id>/renew/", view_views.renew, name="renew_view"),
    path("views/<uuid:view_id>/remove/", view_views.remove, name="remove_view"),
    path("export/<uuid:export_id>/", export_views.export, name="export"),
    path("export/<uuid:export_id>/file/", export_views.file, name="export_file"),
    *corrections.urlpatterns,
    *person_urls.urlpatterns,
    *union_urls.urlpatterns,
    *roster_pages.urlpatterns,
]
