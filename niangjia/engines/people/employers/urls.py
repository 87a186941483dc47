from __future__ import annotations

from django.urls import path

from . import pages, views

urlpatterns = [
    path("employers/", pages.employers, name="employers"),
    path("employers/new/", pages.enter, name="record_employer"),
    path("employers/<int:employer_id>/", views.employer, name="employer"),
    path("employers/<int:employer_id>/correct/", pages.correct, name="correct_employer"),
]
