from __future__ import annotations

from django.urls import path

from . import column_views as columns
from . import compare_views as compare
from . import ending_views as ending
from . import paste_views as paste
from . import picking_views as picking
from . import roster_views as roster
from . import start_views as start

urlpatterns = [
    path("lists/", start.rosters, name="rosters"),
    path("lists/upload/", start.upload, name="roster_upload"),
    path("lists/employer/", start.employer, name="roster_employer"),
    path("lists/template/", start.template, name="roster_template"),
    path("lists/paste/", paste.paste, name="roster_paste"),
    path("lists/<uuid:roster_id>/", roster.roster, name="roster"),
    path("lists/<uuid:roster_id>/progress/", roster.progress, name="roster_progress"),
    path("lists/<uuid:roster_id>/go-on/", roster.go_on, name="roster_go_on"),
    path("lists/<uuid:roster_id>/rejected/", roster.rejected, name="roster_rejected"),
    path("lists/<uuid:roster_id>/sheet/", columns.sheet, name="roster_sheet"),
    path("lists/<uuid:roster_id>/columns/", columns.columns, name="roster_columns"),
    path("lists/<uuid:roster_id>/pick/<int:group>/", picking.pick, name="roster_pick"),
    path("lists/<uuid:roster_id>/commit/", ending.commit, name="roster_commit"),
    path("lists/<uuid:roster_id>/undo/", ending.undo, name="roster_undo"),
    path("lists/<uuid:roster_id>/delete/", ending.delete, name="roster_delete"),
    path("lists/<uuid:roster_id>/compare/", compare.compare, name="roster_compare"),
]
