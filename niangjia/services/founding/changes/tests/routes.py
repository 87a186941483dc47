"""Routes of changes, for the matrix."""

from niangjia.services.founding.terms.tests.routes import BAD, here

ROUTES = [
    route
    for name in ("officers", "legal", "merge", "split", "dissolve")
    for route in (here(f"founding:{name}"), here(f"founding:{name}", BAD, method="post"))
]
