from django.urls import path

from .leaders import pages as leaders
from .letters import pages as letters
from .pages import bring, changed, desk, inbox, named, nameless, sealed, start, wide
from .reports import pages as reports
from .together import pages as together

app_name = "concerns"
urlpatterns = [
    path("", start.start, name="start"),
    path("new/<str:choice>/", bring.bring, name="bring"),
    path("new/<str:choice>/similar/", changed.like, name="similar"),
    path("changed/", changed.read, name="changed"),
    path("desk/changed/", changed.tell, name="tell"),
    path("desk/changed/<int:changed_id>/removal/", changed.remove, name="untell"),
    path("matters/<int:matter_id>/consent/", changed.agree, name="consent"),
    path("matters/<int:matter_id>/papers/<int:paper_id>/", bring.paper, name="paper"),
    path("matters/<int:matter_id>/again/", bring.again, name="again"),
    path("matters/<int:matter_id>/since/", bring.since, name="since"),
    path("matters/<int:matter_id>/review/", bring.review, name="review"),
    path("sealed/", sealed.own, name="own_sealed"),
    path("sealed/<uuid:key>/", sealed.one, name="sealed"),
    path("sealed/<uuid:key>/papers/<int:paper_id>/", sealed.paper, name="sealed_paper"),
    path("desk/matters/<int:matter_id>/sealed/", sealed.at_desk, name="sealed_at_desk"),
    path("anonymous/", nameless.bring, name="anonymous"),
    path("anonymous/receipt/", nameless.dialogue, name="receipt"),
    path("desk/", desk.desk, name="desk"),
    path("desk/new/", desk.enter, name="enter"),
    path("desk/reviews/new/", desk.review, name="enter_review"),
    path("desk/matters/<int:matter_id>/passing-on/", desk.pass_on, name="pass_on"),
    path("desk/matters/<int:matter_id>/names/", named.name, name="name"),
    path("desk/matters/<int:matter_id>/aside/", named.aside, name="aside"),
    path("desk/alerts/", wide.alerts, name="alerts"),
    path("desk/alerts/<int:alert_id>/", wide.done, name="alert_done"),
    path("desk/totals/", wide.totals, name="totals"),
    path("desk/anonymous/", inbox.inbox, name="inbox"),
    path("desk/anonymous/<uuid:key>/", inbox.nameless, name="nameless"),
    path("desk/letters/", letters.letters, name="letters"),
    path("desk/letters/new/<str:kind>/", letters.new, name="letter_new"),
    path("desk/letters/<uuid:key>/", letters.letter, name="letter"),
    path("desk/parts/", together.parts, name="parts"),
    path("desk/parts/<uuid:key>/", together.part, name="part"),
    path("desk/parts/<uuid:key>/dropped/", together.drop, name="part_dropped"),
    path("desk/matters/<int:matter_id>/parts/", together.ask, name="part_asked"),
    path("desk/matters/<int:matter_id>/reminders/", together.remind, name="pressed"),
    path("desk/reminders/<uuid:key>/", together.reply, name="press_answered"),
    path("desk/held/", leaders.held, name="held"),
    path("desk/held/<uuid:key>/notes/", leaders.note, name="held_noted"),
    path("desk/matters/<int:matter_id>/leader/", leaders.name, name="held_named"),
    path("desk/matters/<int:matter_id>/numbers/", reports.link, name="number_linked"),
    path("desk/matters/<int:matter_id>/numbers/<int:number_id>/", reports.unlink, name="number_unlinked"),
    path("desk/matters/<int:matter_id>/urgent/", reports.report, name="urgent_sent"),
    path("desk/urgent/", reports.reports, name="urgent"),
    path("desk/alerts/<int:alert_id>/urgent/", reports.wide, name="urgent_wide"),
]
