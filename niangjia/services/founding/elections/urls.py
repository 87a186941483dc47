from django.urls import path

from . import pages

urlpatterns = [
    path("desk/<int:union_id>/election/", pages.ask, name="ask"),
    path("desk/<int:union_id>/first-election/", pages.again, name="again"),
    path("desk/elections/<int:election_id>/candidates/", pages.candidates, name="candidates"),
    path("desk/elections/<int:election_id>/count/", pages.count, name="count"),
    path("desk/elections/<int:election_id>/correction/", pages.recount, name="recount"),
]
