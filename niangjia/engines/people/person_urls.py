from __future__ import annotations

from django.urls import path

from .claiming import desk_views as claiming
from .memberships.pages import many, person_acts
from .memberships.pages import views as memberships
from .persons.pages import details, family, merging, work
from .registry import person_views as persons

PERSON = "<int:person_id>"
MEMBERSHIP = f"{PERSON}/memberships/<int:membership_id>"
ROW = "<int:row_id>"

urlpatterns = [
    path("duplicates/", merging.duplicates, name="duplicates"),
    path("claim-notes/<int:note_id>/settle/", claiming.settle, name="settle_claim_note"),
    path(f"{PERSON}/vouch/", claiming.vouch, name="vouch"),
    path("receive/", many.receive, name="receive"),
    path("batch/<slug:act>/", many.batch, name="membership_batch"),
    path(f"{PERSON}/", persons.person, name="person"),
    path(f"{PERSON}/correct/", persons.correct, name="correct"),
    path(f"{PERSON}/complete/", persons.complete, name="complete"),
    path(f"{PERSON}/enrol/", persons.enrol, name="enrol"),
    path(f"{PERSON}/reveal/<str:what>/{ROW}/", persons.reveal, name="reveal"),
    path(f"{PERSON}/merge/", merging.other, name="merge_find"),
    path(f"{PERSON}/merge/<int:other_id>/", merging.merge, name="merge"),
    path(f"{PERSON}/apart/<int:other_id>/", merging.apart, name="apart"),
    path(f"{PERSON}/death/", person_acts.death, name="death"),
    path(f"{PERSON}/death/take-back/", person_acts.no_death, name="no_death"),
    path(f"{PERSON}/erase/", person_acts.erase, name="erase"),
    path(f"{MEMBERSHIP}/transfer/", memberships.transfer, name="membership_transfer"),
    path(f"{MEMBERSHIP}/correct/", memberships.correct, name="membership_correct"),
    path(f"{MEMBERSHIP}/<slug:act>/", memberships.step, name="membership_step"),
    path(f"{PERSON}/documents/add/", details.new_document, name="add_document"),
    path(f"{PERSON}/documents/{ROW}/", details.change_document, name="change_document"),
    path(f"{PERSON}/documents/{ROW}/remove/", details.drop_document, name="remove_document"),
    path(f"{PERSON}/details/add/", details.new_detail, name="add_detail"),
    path(f"{PERSON}/details/{ROW}/", details.change_detail, name="change_detail"),
    path(f"{PERSON}/details/{ROW}/remove/", details.drop_detail, name="remove_detail"),
    path(f"{PERSON}/family/add/", family.new, name="add_relative"),
    path(f"{PERSON}/family/{ROW}/", family.change, name="change_relative"),
    path(f"{PERSON}/family/{ROW}/remove/", family.drop, name="remove_relative"),
    path(f"{PERSON}/family/{ROW}/link/", family.link, name="link_relative"),
    path(f"{PERSON}/work/add/", work.new, name="add_work"),
    path(f"{PERSON}/work/{ROW}/", work.finish, name="end_work"),
]
