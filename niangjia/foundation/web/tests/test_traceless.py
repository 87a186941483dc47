"""What is taken off a request that is not to tell who asks. With pages and database: services/concerns."""

from __future__ import annotations

from niangjia.foundation.web.traceless import forget, prefixes


def test_what_the_sender_wrote_is_taken_off_and_the_rest_stays() -> None:
    kept = {"REQUEST_METHOD": "POST", "PATH_INFO": "/x/", "CONTENT_TYPE": "x", "HTTP_HOST": "h", "wsgi.input": "body"}
    sent = {"HTTP_COOKIE": "session=1", "HTTP_USER_AGENT": "x", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}
    meta = {**kept, **sent, "REMOTE_ADDR": "203.0.113.7", "REMOTE_PORT": "4711", "HTTP_AUTHORIZATION": "Bearer x"}
    forget(meta)
    assert meta == {**kept, "REMOTE_ADDR": ""}


def test_prefixes_stand_on_faces() -> None:
    assert "/concerns/anonymous/" in prefixes()
