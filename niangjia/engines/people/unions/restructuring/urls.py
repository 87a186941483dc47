from __future__ import annotations

from django.urls import path

from . import choice_views, cover_views, split_views, views

urlpatterns = [
    path("unions/<int:union_id>/found/", views.found, name="found_union"),
    path("unions/<int:union_id>/confirm/", views.confirm, name="confirm_union"),
    path("unions/<int:union_id>/rename/", views.rename, name="rename_union"),
    path("unions/<int:union_id>/move/", choice_views.move, name="move_union"),
    path("unions/<int:union_id>/merge/", choice_views.merge, name="merge_union"),
    path("unions/<int:union_id>/split/", split_views.split, name="split_union"),
    path("unions/<int:union_id>/dissolve/", views.dissolve, name="dissolve_union"),
    path("unions/<int:union_id>/take-back/", views.take_back, name="take_back_act"),
    path("unions/<int:union_id>/ties/add/", choice_views.tie, name="tie_union"),
    path("ties/<int:tie_id>/end/", choice_views.untie, name="untie_union"),
    path("unions/<int:union_id>/employers/add/", cover_views.cover, name="cover_employer"),
    path("coverages/<int:coverage_id>/end/", cover_views.uncover, name="uncover_employer"),
]
