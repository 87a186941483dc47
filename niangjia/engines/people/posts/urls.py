from __future__ import annotations

from django.urls import path

from . import account_views, due_views, many_views, views

urlpatterns = [
    path("due/", due_views.due, name="due"),
    path("posts/<int:post_id>/", views.post, name="post"),
    path("posts/<int:post_id>/handover/", views.handover, name="handover"),
    path("posts/<int:post_id>/deputy/", views.deputy, name="name_deputy"),
    path("deputies/<int:deputy_id>/end/", views.deputy_end, name="end_deputy"),
    path("unions/<int:union_id>/posts/many/", many_views.fill_many, name="fill_posts"),
    path("<int:person_id>/account/", account_views.account, name="give_account"),
]
