"""What a step decides that is drawn for a union above: its papers are issued, undone and issued again from there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.acts.tasks import complete_task, tick_checklist
from niangjia.engines.matters.later.correcting import approve_correction, ask_correction
from niangjia.engines.matters.later.entering import Paper, enter_paper
from niangjia.engines.matters.meetings.tests.samples import step_of
from niangjia.engines.matters.tests.samples import GRANT
from niangjia.engines.papers.verbs import draft_paper, papers_about, revoke_paper, seal_paper
from niangjia.engines.people.unions.actions import merge_unions
from niangjia.engines.people.unions.acts import act_of
from niangjia.engines.people.unions.history import begin
from niangjia.engines.people.unions.models import UnionVersion
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.attachments.tests.samples import pdf
from niangjia.foundation.clock import today

from .samples import HONOUR, honour

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.usefixtures("whole_city")


def test_what_is_decided_above_is_issued_undone_and_issued_again(cast: Cast) -> None:
    matter = honour(cast)
    upper, chair, mine = cast.actor("upper_officer"), cast.actor("chair"), cast.union("mine")
    with pytest.raises(Refused), transaction.atomic():
        complete_task(chair, step_of(matter), "approve")
    complete_task(upper, step_of(matter), "approve")
    matter.refresh_from_db()
    (paper,) = papers_about(matter)
    assert (matter.phase, paper.union_id, paper.signed_by_id) == ("honoured", mine.pk, cast["upper_officer"].pk)
    # The decision reaches so far and no further: the paper is the mine's to stamp, and to take back otherwise.
    data = {"title": "另一份", "to": "", "body": ["另一份"], "contact": ""}
    for act in (
        lambda: seal_paper(upper, paper),
        lambda: revoke_paper(upper, paper, "填错"),
        lambda: draft_paper(upper, "papers.letter", union=mine, about=matter, data=data),
    ):
        with pytest.raises(Refused):
            act()
    seal_paper(cast.actor("clerk"), paper)

    approve_correction(upper, ask_correction(PLATFORM, step_of(matter), "评错了人", after="refuse"))
    paper.refresh_from_db()
    assert paper.revoked
    approve_correction(upper, ask_correction(PLATFORM, step_of(matter), "没有评错", after="approve"))
    matter.refresh_from_db()
    again = papers_about(matter).exclude(pk=paper.pk).get()
    assert (matter.phase, again.union_id, again.revoked) == ("honoured", mine.pk, None)


def test_what_was_decided_above_on_paper_is_entered_with_its_number(cast: Cast) -> None:
    matter = honour(cast)
    paper = Paper(today() - timedelta(days=1), pdf(), "决定.pdf", "石矿工发〔2026〕7号")
    enter_paper(cast.actor("upper_officer"), step_of(matter), "approve", paper)
    assert [one.number for one in papers_about(matter)] == ["石矿工发〔2026〕7号"]


def test_what_a_merged_union_closed_is_corrected_where_it_went(cast: Cast) -> None:
    for key in ("clerk", "chair", "other_clerk", "upper_officer"):
        _ = cast[key]
    school, mine, person = cast.union("school"), cast.union("mine"), cast.person("other_clerk")
    closed = open_matter(PLATFORM, GRANT.key, union=school, person=person, variables={"units": []})
    tick_checklist(PLATFORM, step_of(closed, "check"), {0, 1})
    complete_task(PLATFORM, step_of(closed, "check"), "drop", data={})
    honoured = open_matter(PLATFORM, HONOUR, union=school, person=person)
    complete_task(cast.actor("upper_officer"), step_of(honoured), "approve")
    for union in (school, cast.union("mine")):  # the cast is made past the actions: it has no history
        begin(union, act_of(today(), UnionVersion.Reason.RECORDED, ""))
    merge_unions(PLATFORM, school, mine)
    clerk, chair, upper = (cast.actor(key) for key in ("clerk", "chair", "upper_officer"))

    asked = ask_correction(clerk, step_of(closed, "check"), "冒名申请")
    with pytest.raises(Refused):
        approve_correction(upper, asked)
    approve_correction(chair, asked)
    for after in ("refuse", "approve"):  # taken back as that union's own, and issued anew by the one that is there
        approve_correction(upper, ask_correction(PLATFORM, step_of(honoured), "评错了人", after=after))
    first, again = papers_about(honoured).order_by("pk")
    assert (first.union_id, first.revoked is None) == (school.pk, False)
    assert (again.union_id, again.revoked) == (mine.pk, None)
