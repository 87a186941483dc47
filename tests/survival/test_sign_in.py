"""Guessing is stopped across web servers and a restart; an outside sign-in works against a server of the tests."""

from __future__ import annotations

import json
import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
import requests

from niangjia.engines.notices.channels.pad import PadText
from niangjia.engines.people.claiming.tests.samples import known, number
from niangjia.foundation.access.actions import create_token
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.access.models import Device, OutsideIdentity
from niangjia.foundation.access.phones.coding import CodeOver, WrongCode, send_code, take_code
from niangjia.foundation.access.phones.limiting import TooMany
from niangjia.foundation.clock import now
from niangjia.surfaces.api.auth import MISSED
from tests.harness import cluster
from tests.harness.house import served
from tests.harness.people import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from tests.harness.people import Cast

pytestmark = pytest.mark.survival
PHONE = "13800138000"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Browser:
    """Enough of one: cookies, and the token of the page's form."""

    def __init__(self, address: str) -> None:
        self.address, self.session = address, requests.Session()

    def get(self, path: str) -> Any:
        return self.session.get(self.address + path, timeout=20)

    def post(self, path: str, page: str = "", *, follow: bool = True, **given: str) -> Any:
        found = TOKEN.search(self.get(page or path).text)
        assert found
        data = {**given, "csrfmiddlewaretoken": found[1]}
        return self.session.post(self.address + path, data=data, timeout=20, allow_redirects=follow)


def _last_code() -> str:
    found = re.search("[0-9]{6}", PadText.objects.latest("pk").body)
    assert found
    return found[0]


def _wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_misses_add_up_over_two_servers_and_a_restart(committed: str, static_files: None, tmp_path: Path) -> None:
    environment, log = cluster.environment(committed), tmp_path / "log"
    with served(environment, log) as first, served(environment, log) as second:
        here, there = Browser(first), Browser(first)
        here.post("/sign-in/", phone=PHONE)
        there.session.cookies.update(here.session.cookies)
        there.address = second
        code = _last_code()
        assert here.post("/sign-in/code/", code=_wrong(code)).status_code == 422
        assert there.post("/sign-in/code/", code=_wrong(code)).status_code == 422
    with served(environment, log) as restarted:
        here.address = restarted
        assert here.post("/sign-in/code/", code=_wrong(code)).status_code == 422
        locked = here.post("/sign-in/code/", code=code)
    assert (locked.status_code, "请一刻钟后再试" in locked.text) == (422, True)


def test_misses_at_the_last_six_add_up_over_two_servers_and_a_restart(
    committed: str, static_files: None, cast: Cast, tmp_path: Path
) -> None:
    known(cast, "member", 123)
    environment, log = cluster.environment(committed), tmp_path / "log"
    with served(environment, log) as first, served(environment, log) as second:
        here = Browser(first)
        here.post("/sign-in/", phone=PHONE)
        assert "请核实身份" in here.post("/sign-in/code/", code=_last_code()).text
        for address, six in ((first, "000001"), (second, "000002")):
            here.address = address
            assert here.post("/claim/", six=six).status_code == 422
    with served(environment, log) as restarted:
        here.address = restarted
        assert here.post("/claim/", six="000003").status_code == 422
        locked = here.post("/claim/", six=number(123)[-6:])
    assert (locked.status_code, "请一刻钟后再试" in locked.text) == (422, True)


def test_wrong_tokens_add_up_over_two_servers_and_a_restart(
    committed: str, static_files: None, cast: Cast, tmp_path: Path
) -> None:
    right = create_token(PLATFORM, cast["clerk"], days=1)
    environment, log = cluster.environment(committed), tmp_path / "log"

    def asked(address: str, token: str) -> int:
        headers = {"Authorization": f"Bearer {token}"}
        return int(requests.get(f"{address}/api/v1/me", headers=headers, timeout=20).status_code)

    with served(environment, log) as first, served(environment, log) as second:
        assert asked(first, right) == 200
        answers = {asked((first, second)[order % 2], f"nj_{order}") for order in range(MISSED.most)}
    with served(environment, log) as restarted:
        assert (answers, asked(restarted, "nj_x"), asked(restarted, right)) == ({401}, 429, 429)


def test_of_many_guesses_at_once_three_are_looked_at(committed: str) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    sent = send_code("+8613800138000", "192.0.2.1")
    wrong = _wrong(_last_code())

    def guess(_number: int) -> None:
        try:
            take_code(sent.row.pk, wrong, "192.0.2.1")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        tries: list[Future[None]] = [pool.submit(guess, number) for number in range(24)]
    errors = [type(each.exception()) for each in tries]
    assert (errors.count(WrongCode), len(errors)) == (3, 24)
    assert set(errors) <= {WrongCode, CodeOver, TooMany}


@contextmanager
def provider() -> Iterator[str]:
    """An OpenID Connect provider at which everybody is signed in as the same person."""

    class Handler(BaseHTTPRequestHandler):
        def _json(self, data: object) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(data).encode())

        def do_GET(self) -> None:
            parts, own = urlsplit(self.path), f"http://{self.headers['Host']}"
            if parts.path == "/.well-known/openid-configuration":
                places = {f"{name}_endpoint": f"{own}/{name}" for name in ("authorization", "token", "userinfo")}
                self._json({"issuer": own, "jwks_uri": f"{own}/keys", **places})
                return
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            assert asked["code_challenge_method"] == "S256"
            self.send_response(302)
            answer = urlencode({"code": "abc", "state": asked["state"]})
            self.send_header("Location", f"{asked['redirect_uri']}?{answer}")
            self.end_headers()

        def do_POST(self) -> None:
            given = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            assert given["code"] == ["abc"]
            assert given["code_verifier"]
            moment = int(now().timestamp())
            claims = {"iss": f"http://{self.headers['Host']}", "aud": "niangjia", "sub": "somebody-42"}
            token = jwt.encode({**claims, "iat": moment, "exp": moment + 60}, "k" * 32, algorithm="HS256")
            self._json({"access_token": "x", "token_type": "Bearer", "id_token": token})

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _only_its_own_unlocks(address: str, begin: str) -> None:
    """A shared computer that the member, and one that the clerk locked; the provider says that it is the member."""
    for name, opens in (("member", True), ("clerk", False)):
        shared = Browser(address)
        shared.post("/sign-in/password/", username=name, password=PASSWORD, shared="on")
        assert "已锁定" in shared.get("/locked/").text
        assert "已锁定" in shared.get("/me/security/").text
        answer = shared.post(begin, "/locked/", next="/me/security/")
        assert (answer.url.endswith("/me/security/"), "已锁定" in answer.text) == (opens, not opens)


def test_an_outside_sign_in_is_connected_once_and_then_opens(
    committed: str, static_files: None, cast: Cast, tmp_path: Path
) -> None:
    from django.contrib.auth.hashers import make_password

    account = cast["member"]
    for one in (account, cast["clerk"]):
        one.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
        one.save(update_fields=["password"])
    begin = "/outside/oidc/oidc/login/"
    with provider() as there:
        more = {"NIANGJIA_OIDC_URL": there, "NIANGJIA_OIDC_ID": "niangjia", "NIANGJIA_OIDC_SECRET": "s" * 32}
        with served(cluster.environment(committed, **more), tmp_path / "log") as address:
            unknown = Browser(address).post(begin, "/sign-in/")
            assert "还不认识这个登录" in unknown.text
            mine = Browser(address)
            mine.post("/sign-in/password/", username="member", password=PASSWORD)
            assert "已绑定" in mine.post(begin, "/me/security/").text
            fresh = Browser(address)
            fresh.post(begin, "/sign-in/")
            assert fresh.get("/me/").status_code == 200
            assert "王小梅" in fresh.get("/me/").text
            shared = Browser(address)
            assert f'formaction="{begin}"' in shared.get("/sign-in/").text
            assert shared.post(begin, "/sign-in/", shared="on", next="/me/record/").url.endswith("/me/record/")
            devices = Device.objects.filter(way="outside").order_by("started")
            assert list(devices.values_list("shared", flat=True)) == [False, True]
            _only_its_own_unlocks(address, begin)
    identity = OutsideIdentity.objects.get()
    assert (identity.account_id, b"somebody" in bytes(identity.mark)) == (account.pk, False)
