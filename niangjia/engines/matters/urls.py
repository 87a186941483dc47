from __future__ import annotations

from django.urls import path

from .more_urls import urlpatterns as more
from .pages import desk, many, worklist

app_name = "matters"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("views/<uuid:view_id>/removal/", worklist.remove, name="remove_task_view"),
    path("export/", worklist.export, name="export_tasks"),
    path("<int:matter_id>/", desk.matter, name="matter"),
    path("<int:matter_id>/notes/", desk.note, name="note"),
    path("<int:matter_id>/transfer/", desk.transfer, name="transfer"),
    path("tasks/<int:task_id>/claim/", desk.claim, name="claim"),
    path("tasks/<int:task_id>/return/", desk.give_back, name="give_back"),
    path("tasks/<int:task_id>/checklist/", desk.tick, name="tick"),
    path("tasks/<int:task_id>/completion/", desk.complete, name="complete"),
    path("tasks/<int:task_id>/sending-back/", desk.send_back, name="send_back"),
    path("tasks/<int:task_id>/colleague/", desk.hand_over, name="hand_over"),
    path("batches/new/", many.choose, name="batch_new"),
    path("batches/<int:batch_id>/", many.batch, name="batch"),
    path("texts/", many.texts, name="texts"),
    path("texts/<int:text_id>/removal/", many.remove, name="remove_text"),
    *more,
]
