"""The house's routes and a few more, on which the scope of requests is tried."""

from __future__ import annotations

from django.urls import include, path

from . import views

urlpatterns = [
    path("try/names", views.names),
    path("try/bulk", views.bulk),
    path("try/lazy", views.lazy),
    path("try/visitor", views.visitor),
    path("try/outside", views.outside),
    path("try/nothing", views.nothing),
    path("try/stream", views.stream),
    path("try/stream-late", views.stream_late),
    path("try/person/<int:person_id>/<str:code>", views.person),
    path("try/union/<int:union_id>/<str:code>", views.union),
    path("try/own", views.own),
    path("try/meanwhile/<str:then>", views.meanwhile),
    path("try/write/<str:then>", views.write),
    path("", include("niangjia.config.urls")),
]
