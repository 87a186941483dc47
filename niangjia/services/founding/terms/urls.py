from __future__ import annotations

from django.urls import path

from . import pages

urlpatterns = [
    path("desk/terms/", pages.terms, name="terms"),
    path("desk/terms/workbook/", pages.export, name="terms_export"),
    path("desk/terms/<int:union_id>/", pages.own, name="own"),
    path("desk/terms/<int:union_id>/delay/", pages.delay, name="delay"),
    path("desk/terms/<int:union_id>/party/", pages.party, name="party"),
    path("desk/terms/<int:union_id>/leads/", pages.leads, name="leads"),
    path("desk/terms/<int:union_id>/leads/<int:employer_id>/", pages.lead, name="lead"),
    path("desk/warnings/<int:warning_id>/letter/", pages.remind, name="remind"),
]
