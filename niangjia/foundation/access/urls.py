from __future__ import annotations

from django.urls import path

from . import views

app_name = "access"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    path("signed-out/", views.signed_out, name="signed_out"),
    path("new-password/", views.new_password, name="new_password"),
    path("arrive/", views.arrive, name="arrive"),
]
