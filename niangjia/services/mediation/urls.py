from django.urls import path

from niangjia.engines.matters.pages.starting import start_page

from .forms import ApplyForm
from .pages import desk, doing, own
from .procedure import DISPUTE

app_name = "mediation"
urlpatterns = [
    path("", start_page(DISPUTE.key, ApplyForm), name="start"),
    path("<int:matter_id>/recusal/", own.recusal, name="recusal"),
    path("matters/<int:matter_id>/papers/<int:paper_id>/", own.paper, name="paper"),
    path("desk/", desk.desk, name="desk"),
    path("desk/<int:union_id>/new/", desk.new, name="new"),
    path("desk/matters/<int:matter_id>/sessions/", doing.plan, name="plan"),
    path("desk/matters/<int:matter_id>/employer/", doing.ask, name="ask"),
    path("desk/matters/<int:matter_id>/papers/<int:paper_id>/received/", doing.received, name="received"),
    path("desk/matters/<int:matter_id>/recusal/", doing.out, name="out"),
    path("desk/sessions/<int:session_id>/record/", doing.record, name="record"),
    path("desk/sessions/<int:session_id>/off/", doing.session_off, name="session_off"),
    path("desk/payments/<int:payment_id>/off/", doing.unpaid, name="unpaid"),
    path("desk/instalments/<int:instalment_id>/paid/", doing.paid, name="paid"),
    path("desk/recusals/<int:recusal_id>/", doing.decide, name="decide"),
]
