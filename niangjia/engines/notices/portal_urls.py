"""What members and visitors meet: mounted at the root of the house."""

from __future__ import annotations

from django.urls import path

from .broadcasts import public
from .sending import portal

app_name = "messages"
urlpatterns = [
    path("messages/", portal.inbox, name="inbox"),
    path("messages/choices/", portal.choices, name="choices"),
    path("messages/<int:notice_id>/", portal.message, name="message"),
    path("n/<str:code>/", public.shared, name="shared"),
    path("demo/texts/", portal.demo_texts, name="demo_texts"),
    path("reports/sms/", portal.sms_reports, name="sms_reports"),
]
