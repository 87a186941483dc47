"""Papers are issued by posts in the very union; the level above sees them and does not act in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from niangjia.engines.papers.books.incoming import enter_incoming
from niangjia.engines.papers.books.sealing import enter_seal_use
from niangjia.engines.papers.life.issuing import enter_paper_later
from niangjia.engines.papers.life.models import State
from niangjia.engines.papers.permissions import SEAL, SIGN, WRITE
from niangjia.engines.papers.refusals import NotPossible
from niangjia.engines.papers.rights import acts_for, own_reach
from niangjia.engines.papers.verbs import (
    check_paper,
    discard_draft,
    draft_paper,
    issue_paper,
    revoke_paper,
    seal_paper,
    send_back,
    send_paper,
    sign_paper,
)
from niangjia.engines.people.unions.actions import merge_unions
from niangjia.engines.people.unions.acts import act_of
from niangjia.engines.people.unions.history import begin
from niangjia.engines.people.unions.models import Union, UnionVersion
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.clock import today

from .samples import DATA, SAMPLE, drafted, sealed, signed

if TYPE_CHECKING:
    from tests.harness.people import Cast

RECEIPT = {"day": "2026-11-02", "giver": "王小梅", "items": ["住院费用清单"], "count": "2"}


def test_nobody_above_acts_in_the_lower_unions_place(cast: Cast) -> None:
    _ = cast["upper_officer"]
    upper, mine = cast.actor("upper_officer"), cast.union("mine")
    draft, unsealed, issued = drafted(cast), signed(cast), sealed(cast)
    receipt = draft_paper(cast.actor("clerk"), "papers.receipt", union=mine, data=RECEIPT)
    given: Any = {"union": mine, "data": DATA}
    came: Any = {"received": today(), "sender": "县总工会", "title": "通知"}
    for act in (
        lambda: check_paper(upper, draft),
        lambda: send_back(upper, draft, "缺日期"),
        lambda: sign_paper(upper, receipt),
        lambda: seal_paper(upper, unsealed),
        lambda: send_paper(upper, issued, to_name="王小梅"),
        lambda: revoke_paper(upper, issued, "填错"),
        lambda: draft_paper(upper, SAMPLE.key, **given),
        lambda: enter_paper_later(upper, SAMPLE.key, **given, number="证〔2019〕3号", dated=today()),
        lambda: enter_seal_use(upper, mine, today(), title="合同"),
        lambda: enter_incoming(upper, mine, came),
    ):
        with pytest.raises(Refused):
            act()
    assert (draft.state, receipt.number, unsealed.state, issued.revoked) == (State.DRAFT, "", State.SIGNED, None)
    page = cast.client("upper_officer").get(f"/desk/papers/{draft.pk}/")
    assert (page.status_code, "words" in page.context, page.context["may"]["check"]) == (200, False, False)
    sign_paper(cast.actor("chair"), receipt)
    assert receipt.number


def test_a_union_acts_for_its_branches_and_for_no_other_union(cast: Cast) -> None:
    _ = cast["clerk"], cast["chair"], cast["upper_officer"]
    clerk, chair, upper = (cast.actor(key) for key in ("clerk", "chair", "upper_officer"))
    unions = ("city", "county", "mine", "shaft", "group", "workshop", "school")
    for actor, code, own in (
        (clerk, WRITE, {"mine", "shaft", "group", "workshop"}),
        (chair, SIGN, {"mine", "shaft", "group", "workshop"}),
        (clerk, SIGN, set()),
        (upper, SIGN, {"city"}),
    ):
        assert {key for key in unions if acts_for(actor, code, cast.union(key))} == own
        reach = own_reach(actor, code)
        assert {key for key in unions if cast.union(key).place in reach} == own
    paper = draft_paper(clerk, SAMPLE.key, union=cast.union("shaft"), data=DATA)
    check_paper(clerk, paper)
    assert paper.state == State.CHECKED


def test_what_a_merged_union_left_is_looked_after_where_it_went(cast: Cast) -> None:
    """Its papers are stamped and taken back there, its drafts thrown away; nothing new is issued in its name."""
    for key in ("clerk", "chair", "other_clerk", "upper_officer"):
        _ = cast[key]
    school, shaft, data = cast.union("school"), cast.union("shaft"), {**RECEIPT}
    first, second = (issue_paper(PLATFORM, SAMPLE.key, union=school, data=DATA) for _number in range(2))
    drafts = [draft_paper(PLATFORM, "papers.receipt", union=school, data=data) for _number in range(2)]
    for union in (school, cast.union("mine")):  # the cast is made past the actions: it has no history
        begin(union, act_of(today(), UnionVersion.Reason.RECORDED, ""))
    merge_unions(PLATFORM, school, cast.union("mine"))
    Union.objects.filter(pk=shaft.pk).update(state="dissolved")
    clerk, chair = cast.actor("clerk"), cast.actor("chair")
    revoke_paper(chair, first, "填错")
    seal_paper(clerk, second)
    discard_draft(clerk, drafts[0])
    assert (first.revoked is None, second.state, drafts[0].state) == (False, State.SEALED, State.DISCARDED)
    for act in (
        lambda: sign_paper(chair, drafts[1]),
        lambda: draft_paper(clerk, "papers.receipt", union=Union.objects.get(pk=school.pk), data=data),
    ):
        with pytest.raises(NotPossible, match=r"已合并|merged"):
            act()
    for key, code, own in (
        ("clerk", SEAL, {"mine", "shaft", "group", "workshop", "school"}),
        ("other_clerk", SEAL, set()),
        ("upper_officer", SIGN, {"city"}),
    ):
        actor = cast.actor(key)
        unions = {name: Union.objects.get(pk=cast.union(name).pk) for name in (*own, "city", "county", "school")}
        assert {name for name, union in unions.items() if acts_for(actor, code, union)} == own
        assert {name for name, union in unions.items() if union.place in own_reach(actor, code)} == own
    with pytest.raises(Refused):
        revoke_paper(cast.actor("upper_officer"), second, "填错")
    # Dissolved, it is looked after by the union above it.
    Union.objects.filter(pk=school.pk).update(state="dissolved", parent=cast.union("city"))
    upper, gone = cast.actor("upper_officer"), Union.objects.get(pk=school.pk)
    assert (acts_for(upper, SIGN, gone), gone.place in own_reach(upper, SIGN)) == (True, True)
