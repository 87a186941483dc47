from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from niangjia.engines.papers.life.models import Paper
from niangjia.engines.papers.life.tokens import FORM, new_token
from niangjia.engines.papers.verbs import check_paper, revoke_paper, send_paper, sign_paper

from .samples import drafted, sealed

if TYPE_CHECKING:
    from tests.harness.people import Cast


def _ask(cast: Cast, token: str) -> Any:
    return cast.client("stranger").get(f"/p/{token}/")


def _said(cast: Cast, token: str) -> str:
    return str(_ask(cast, token).content.decode())


def test_it_says_that_a_paper_is_genuine_and_nothing_of_anybody(cast: Cast) -> None:
    paper = sealed(cast)
    page = _said(cast, paper.token)
    for words in ("真件，现行有效", paper.number, "石河煤矿工会委员会", "会员证明"):
        assert words in page
    for words in ("王小梅", "3701", "陈建国", "刘芳"):
        assert words not in page
    assert _ask(cast, paper.token)["Cache-Control"] == "no-store"


def test_revoked_it_says_so_without_the_reason(cast: Cast) -> None:
    paper = sealed(cast)
    revoke_paper(cast.actor("chair"), paper, "王小梅已退会")
    page = _said(cast, paper.token)
    assert "已撤销，本件失效" in page
    assert "退会" not in page


def test_over_damaged_draft_and_unknown(cast: Cast) -> None:
    paper = drafted(cast)
    assert _ask(cast, paper.token).status_code == 404
    check_paper(cast.actor("clerk"), paper)
    sign_paper(cast.actor("chair"), paper, dated=date(2025, 1, 31))
    assert "已过有效期" in _said(cast, paper.token)
    Paper.objects.filter(pk=paper.pk).update(number="证〔2025〕99号")
    assert "记录已损坏" in _said(cast, paper.token)
    for token in (new_token(), "short", "0" * 23, "..%2f"):
        assert _ask(cast, token).status_code == 404


def test_the_code_of_a_proof_of_service_leads_to_its_paper(cast: Cast) -> None:
    paper = sealed(cast)
    delivery = send_paper(cast.actor("clerk"), paper, to_name="王小梅")
    assert paper.number in _said(cast, delivery.token)


def test_whoever_asks_too_often_waits(cast: Cast) -> None:
    paper = sealed(cast)
    answers = [_ask(cast, new_token()).status_code for _ in range(60)]
    assert set(answers) == {404}
    assert _ask(cast, paper.token).status_code == 429


def test_tokens_are_long_and_never_alike() -> None:
    tokens = {new_token() for _ in range(2000)}
    assert len(tokens) == 2000
    assert all(FORM.fullmatch(token) for token in tokens)
