from __future__ import annotations

from django.urls import path

from . import views
from .devices import views as devices
from .phones import views as phones
from .second import views as second

app_name = "access"
urlpatterns = [
    path("sign-in/", phones.sign_in, name="sign_in"),
    path("sign-in/code/", phones.enter_code, name="enter_code"),
    path("sign-in/go-on/", phones.go_on, name="go_on"),
    path("sign-in/password/", views.SignInByPassword.as_view(), name="sign_in_password"),
    path("sign-in/second/", second.second_factor, name="second_factor"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("signed-out/", views.signed_out, name="signed_out"),
    path("new-password/", views.new_password, name="new_password"),
    path("arrive/", views.arrive, name="arrive"),
    path("me/security/", devices.security, name="security"),
    path("me/security/second/", second.set_up_second, name="set_up_second"),
    path("me/security/everywhere/", devices.sign_out_everywhere, name="sign_out_everywhere"),
    path("me/security/close/", devices.close_account, name="close_account"),
    path("me/security/devices/<uuid:device_id>/end/", devices.end_device, name="end_device"),
    path("presence/", devices.presence, name="presence"),
    path("locked/", devices.locked, name="locked"),
    path("locked/code/", devices.unlock_code, name="unlock_code"),
    path("desk/second-factor/", second.reset_factor, name="reset_factor"),
]
