from __future__ import annotations

from django.urls import path

from .employers import urls as employers
from .posts import urls as post_pages
from .unions import post_views as posts
from .unions import views as unions
from .unions.restructuring import urls as restructuring

urlpatterns = [
    path("tree/", unions.tree, name="tree"),
    path("totals/", unions.totals, name="totals"),
    path("unions/<int:union_id>/", unions.union, name="union"),
    path("unions/<int:union_id>/below/", unions.branch, name="branch"),
    path("unions/<int:union_id>/correct/", unions.correct, name="correct_union"),
    path("unions/<int:union_id>/posts/fill/", posts.fill, name="fill_post"),
    path("posts/<int:post_id>/end/", posts.end, name="end_post"),
    *restructuring.urlpatterns,
    *employers.urlpatterns,
    *post_pages.urlpatterns,
]
