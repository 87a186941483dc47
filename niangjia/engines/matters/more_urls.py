"""The desk's routes of limits, meetings, entries, corrections public notices and ratings."""

from __future__ import annotations

from django.urls import path

from .later import views as later
from .limits import views as limits
from .meetings import views as meetings
from .public_notices import desk as notice_desk
from .public_notices import views as notices
from .ratings import totals_page as ratings

urlpatterns = [
    path("overdue/", limits.overdue, name="overdue"),
    path("limits/<int:limit_id>/pause/", limits.pause, name="pause_limit"),
    path("limits/<int:limit_id>/resumption/", limits.resume, name="resume_limit"),
    path("limits/<int:limit_id>/extension/", limits.ask, name="ask_extension"),
    path("extensions/<int:extension_id>/", limits.decide, name="extension"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.prepare, name="prepare_meeting"),
    path("meetings/<int:meeting_id>/", meetings.meeting, name="meeting"),
    path("meetings/<int:meeting_id>/sheet/", meetings.sheet, name="meeting_sheet"),
    path("meetings/<int:meeting_id>/items/", meetings.put, name="put_items"),
    path("meetings/<int:meeting_id>/guests/", meetings.guest, name="add_guest"),
    path("meetings/<int:meeting_id>/words/", meetings.words, name="meeting_words"),
    path("meetings/<int:meeting_id>/cancellation/", meetings.cancel, name="cancel_meeting"),
    path("meetings/<int:meeting_id>/minutes/", meetings.confirm, name="confirm_minutes"),
    path("meetings/items/<int:item_id>/postponement/", meetings.postpone, name="postpone_item"),
    path("delegations/", meetings.delegations, name="delegations"),
    path("delegations/<int:delegation_id>/revocation/", meetings.revoke, name="revoke_delegation"),
    path("tasks/<int:task_id>/paper/", later.enter, name="enter_paper"),
    path("<int:matter_id>/corrections/", later.ask, name="ask_correction"),
    path("corrections/<int:correction_id>/", later.decide, name="decide_correction"),
    path("public-notices/", notice_desk.notices, name="public_notices"),
    path("<int:matter_id>/public-notice/", notices.hang, name="hang_notice"),
    path("public-notices/<int:notice_id>/removal/", notices.take_down, name="take_down"),
    path("public-notices/<int:notice_id>/postings/", notices.post, name="post_notice"),
    path("public-notices/<int:notice_id>/objections/", notices.enter, name="enter_objection"),
    path("objections/<int:objection_id>/answer/", notices.answer, name="answer_objection"),
    path("ratings/", ratings.totals, name="ratings"),
]
