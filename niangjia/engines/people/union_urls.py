from __future__ import annotations

from django.urls import path

from .employers import views as employers
from .unions import post_views as posts
from .unions import views as unions

urlpatterns = [
    path("tree/", unions.tree, name="tree"),
    path("totals/", unions.totals, name="totals"),
    path("unions/<int:union_id>/", unions.union, name="union"),
    path("unions/<int:union_id>/below/", unions.branch, name="branch"),
    path("unions/<int:union_id>/correct/", unions.correct, name="correct_union"),
    path("unions/<int:union_id>/posts/fill/", posts.fill, name="fill_post"),
    path("posts/<int:post_id>/end/", posts.end, name="end_post"),
    path("employers/<int:employer_id>/", employers.employer, name="employer"),
]
