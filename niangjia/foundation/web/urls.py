from __future__ import annotations

from django.conf import settings
from django.urls import path

from . import style_guide, views

app_name = "web"
urlpatterns = [
    path("preferences/", views.preferences, name="preferences"),
]
# For those who build pages; a real instance has no page that answers 500 on request.
GUIDE = [
    path("style-guide/", style_guide.style_guide, name="style_guide"),
    path("style-guide/confirm/", style_guide.confirm, name="style_guide_confirm"),
    path("style-guide/progress/", style_guide.progress, name="style_guide_progress"),
    path("style-guide/page/<slug:name>/", style_guide.standing_page, name="style_guide_page"),
]
if not settings.HOUSE.production:
    urlpatterns += GUIDE
