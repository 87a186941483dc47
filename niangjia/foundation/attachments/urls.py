from __future__ import annotations

from django.urls import path

from . import views

app_name = "attachments"
urlpatterns = [
    path("<uuid:attachment_id>/", views.content, name="content"),
    path("<uuid:attachment_id>/preview/", views.preview, name="preview"),
    path("<uuid:attachment_id>/remove/", views.remove, name="remove"),
    path("of/<str:about_type>/<str:about_id>/", views.add, name="add"),
]
