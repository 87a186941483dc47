from django.urls import path

from niangjia.engines.matters.pages.starting import start_page

from .forms import RequestForm
from .procedure import CERTIFICATE

app_name = "certificates"
urlpatterns = [path("", start_page(CERTIFICATE.key, RequestForm), name="start")]
