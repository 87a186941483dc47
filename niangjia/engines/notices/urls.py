from __future__ import annotations

from django.urls import path

from .broadcasts import views as broadcasts
from .circulars import views as circulars
from .groups import views as groups
from .sending import views as sending

app_name = "notices"
urlpatterns = [
    path("", sending.outbox, name="outbox"),
    path("sent/<int:notice_id>/", sending.notice, name="notice"),
    path("broadcasts/new/", broadcasts.write, name="write"),
    path("broadcasts/<int:broadcast_id>/", broadcasts.broadcast, name="broadcast"),
    path("broadcasts/<int:broadcast_id>/change/", broadcasts.change, name="change"),
    path("broadcasts/<int:broadcast_id>/release/", broadcasts.release, name="release"),
    path("broadcasts/<int:broadcast_id>/confirmation/", broadcasts.confirm, name="confirm"),
    path("broadcasts/<int:broadcast_id>/withdrawal/", broadcasts.withdraw, name="withdraw"),
    path("broadcasts/<int:broadcast_id>/rest/", broadcasts.resume, name="resume"),
    path("broadcasts/<int:broadcast_id>/card.svg", broadcasts.card, name="card"),
    path("broadcasts/<int:broadcast_id>/code.png", broadcasts.code, name="code"),
    path("circulars/", circulars.circulars, name="circulars"),
    path("circulars/new/", circulars.write, name="write_circular"),
    path("circulars/<int:circular_id>/", circulars.circular, name="circular"),
    path("circulars/received/<int:receipt_id>/", circulars.receipt, name="receipt"),
    path("circulars/received/<int:receipt_id>/confirmation/", circulars.confirm, name="confirm_receipt"),
    path("circulars/received/<int:receipt_id>/reply/", circulars.reply, name="reply"),
    path("circulars/received/<int:receipt_id>/passing-on/", circulars.pass_it_on, name="pass_on"),
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.add, name="add_group"),
    path("groups/<int:group_id>/", groups.change, name="group"),
]
