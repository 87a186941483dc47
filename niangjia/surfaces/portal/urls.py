from __future__ import annotations

from django.urls import path

from . import privacy, views
from .card import views as card
from .me import consents, corrections, looks, record
from .me import views as me
from .takeout import views as takeout

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("services/", views.hall, name="hall"),
    path("find-union/", views.find_union, name="find_union"),
    path("my-union/", views.choose_union, name="choose_union"),
    path("u/<slug:code>/", views.union, name="union"),
    path("privacy/", privacy.notice, name="privacy"),
    path("privacy/collected/", privacy.collected, name="collected"),
    path("scan/", card.scan, name="scan"),
    path("scan/worker.js", card.worker, name="scan_worker"),
    path("me/", me.me, name="me"),
    path("me/card/", card.card, name="card"),
    path("me/card/code/", card.code, name="card_code"),
    path("me/record/", record.record, name="record"),
    path("me/record/show/", record.show, name="show"),
    path("me/family/new/", record.new_relative, name="new_relative"),
    path("me/family/<int:relative_id>/remove/", record.drop_relative, name="drop_relative"),
    path("me/correction/", corrections.correction, name="correction"),
    path("me/correction/withdraw/", corrections.withdraw, name="withdraw_correction"),
    path("me/looks/", looks.looks, name="looks"),
    path("me/consents/", consents.consents, name="consents"),
    path("me/copy/", takeout.copy, name="copy"),
    path("me/copy/<uuid:job_id>/", takeout.file, name="copy_file"),
]
