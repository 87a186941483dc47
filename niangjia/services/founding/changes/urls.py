from __future__ import annotations

from django.urls import path

from . import pages

urlpatterns = [
    path("desk/changes/<int:union_id>/officers/", pages.officers_, name="officers"),
    path("desk/changes/<int:union_id>/certificate/", pages.legal_, name="legal"),
    path("desk/changes/<int:union_id>/merge/", pages.merge, name="merge"),
    path("desk/changes/<int:union_id>/split/", pages.split, name="split"),
    path("desk/changes/<int:union_id>/dissolve/", pages.dissolve, name="dissolve"),
]
