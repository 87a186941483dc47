from django.urls import path

from .pages import desk, own, problems, receptions, visit

app_name = "visits"
urlpatterns = [
    path("", own.start, name="start"),
    path("days/<int:reception_id>/", own.book, name="book"),
    path("places/<uuid:appointment_id>/giving-up/", own.give_up, name="give_up"),
    path("desk/", desk.desk, name="desk"),
    path("desk/<int:union_id>/new/", desk.new, name="new"),
    path("desk/visits/<uuid:visit_id>/", visit.visit, name="visit"),
    path("desk/visits/<uuid:visit_id>/off/", visit.off, name="off"),
    path("desk/visits/<uuid:visit_id>/correction/", visit.correct, name="correct"),
    path("desk/<int:union_id>/problems/", problems.register, name="register"),
    path("desk/<int:union_id>/problems/paper/", problems.print_register, name="print_register"),
    path("desk/problems/<uuid:problem_id>/", problems.problem, name="problem"),
    path("desk/problems/<uuid:problem_id>/<slug:what>/", problems.act, name="act"),
    path("desk/<int:union_id>/days/", receptions.new, name="new_reception"),
    path("desk/days/<int:reception_id>/", receptions.reception, name="reception"),
    path("desk/days/<int:reception_id>/off/", receptions.off, name="reception_off"),
    path("desk/days/<int:reception_id>/paper/", receptions.print_plan, name="print_plan"),
    path("desk/places/<uuid:appointment_id>/", receptions.received, name="received"),
]
