from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("corrections/", views.waiting, name="corrections"),
    path("corrections/<int:correction_id>/", views.correction, name="correction"),
    path("corrections/<int:correction_id>/paper/", views.paper, name="correction_paper"),
]
