from django.urls import path

from .pages import apply, changing, desk, desk_lists, find, lists, months, on_paper

app_name = "joining"
urlpatterns = [
    path("", find.find_union, name="find"),
    path("at/<str:code>/", apply.apply, name="apply"),
    path("done/<int:matter_id>/", apply.done, name="done"),
    path("lists/<str:token>/", lists.invitation, name="invitation"),
    path("change/", changing.change, name="change"),
    path("desk/", desk.desk, name="desk"),
    path("desk/months/", months.months, name="months"),
    path("desk/months/returns/", months.prepare, name="prepare_months"),
    path("desk/months/returns/hand-in/", months.hand_in, name="hand_in_months"),
    path("desk/changes/<int:matter_id>/end/", changing.drop, name="drop"),
    path("desk/leads/<int:lead_id>/", desk.lead, name="lead"),
    path("desk/lists/<int:list_id>/", desk_lists.one, name="list"),
    path("desk/lists/<int:list_id>/messages/", desk_lists.tell, name="tell"),
    path("desk/lists/<int:list_id>/rolls/", desk_lists.rolls, name="rolls"),
    path("desk/lists/<int:list_id>/rolls/<int:number>/", desk_lists.roll, name="roll"),
    path("desk/lists/<int:list_id>/rolls/<int:number>/signed/", desk_lists.signed, name="signed"),
    path("desk/lists/<int:list_id>/more/", desk_lists.go_on_with, name="list_more"),
    path("desk/lists/<int:list_id>/end/", desk_lists.close, name="close"),
    path("desk/<int:union_id>/door/", desk.door, name="door"),
    path("desk/<int:union_id>/poster/", desk.poster, name="poster"),
    path("desk/<int:union_id>/lists/", desk_lists.new, name="new_list"),
    path("desk/<int:union_id>/paper/", on_paper.on_paper, name="on_paper"),
    path("desk/<int:union_id>/change/", changing.propose, name="propose"),
    path("desk/<int:union_id>/talks/", changing.talk, name="talk"),
    path("desk/<int:union_id>/in/", desk.take_in, name="take_in"),
    path("desk/<int:union_id>/out/", desk.send_off, name="send_off"),
]
