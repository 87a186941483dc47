from django.urls import path

from niangjia.engines.matters.pages.starting import start_page

from . import pages
from .forms import RequestForm
from .requesting import KEY

urlpatterns = [
    path("", start_page(KEY, RequestForm), name="request"),
    path("desk/", pages.desk, name="desk"),
    path("desk/new/", pages.begin, name="begin"),
    path("desk/<int:union_id>/application/", pages.apply, name="apply"),
]
