"""The minutes as a paper of the union: drawn up from the rows of the meeting, and signed by who confirms them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation

from niangjia.engines.matters.titles import outcome_title, procedure_title
from niangjia.engines.matters.worklist.reading import names_of
from niangjia.engines.papers.verbs import draft_paper, sign_paper

from .bodies import body_title
from .models import MeetingItem

if TYPE_CHECKING:
    from niangjia.engines.papers.models import Paper
    from niangjia.foundation.access.actor import Actor

    from .models import Meeting, MeetingMember

KIND = "papers.minutes"


def draw_minutes(actor: Actor, meeting: Meeting) -> Paper:
    """Draw the minutes up as the meeting's rows are now, and sign them. Raises Refused."""
    with translation.override("zh-hans"):  # papers are in Chinese, whatever the pages of who confirms are in
        data = minutes_data(meeting, actor.name)
    paper = draft_paper(actor, KIND, union=meeting.union, about=meeting, data=data)
    sign_paper(actor, paper, dated=meeting.held)
    paper.refresh_from_db()
    return paper


def minutes_data(meeting: Meeting, chair: str) -> dict[str, Any]:
    """What the minutes say, in Chinese as all papers do: who was due, who came, each item with its vote."""
    members = list(meeting.members.order_by("pk"))
    voters = [member for member in members if member.votes]
    return {
        "title": title_of(meeting),
        "meeting": name_of(meeting),
        "day": meeting.held,
        "place": meeting.place,
        "chair": chair,
        "recorder": meeting.account.name if meeting.account else "",
        "due": len(voters),
        "present": sum(bool(member.came) for member in voters),
        "absent": "、".join(_absent(member) for member in voters if not member.came),
        "guests": "、".join(member.name for member in members if not member.votes),
        "items": _items(meeting),
        "notes": meeting.words.splitlines(),
    }


def title_of(meeting: Meeting) -> str:
    """第五届第3次工会委员会会议纪要."""
    return f"{name_of(meeting)}纪要"


def name_of(meeting: Meeting) -> str:
    """第五届第3次工会委员会会议."""
    term = f"第{meeting.term}届" if meeting.term else ""
    session = f"第{meeting.session}次" if meeting.session else ""
    return f"{term}{session}{body_title(meeting.body)}会议"


def _absent(member: MeetingMember) -> str:
    return f"{member.name}（{member.excuse}）" if member.excuse else member.name


def _items(meeting: Meeting) -> list[list[str]]:
    rows = list(meeting.items.filter(state=MeetingItem.State.PUT).select_related("task__matter").order_by("pk"))
    names = names_of([item.task.matter.person_id for item in rows])
    return [_item(item, names.get(item.task.matter.person_id or 0, "")) for item in rows]


def _item(item: MeetingItem, applicant: str) -> list[str]:
    matter = item.task.matter
    about = " ".join(filter(None, (procedure_title(matter.procedure), applicant, matter.number)))
    votes = (item.votes_for, item.votes_against, item.abstained)
    decided = outcome_title(matter.procedure, item.outcome)
    if why := item.why:
        decided = f"{decided}（{why}）"
    return [about, decided, *(str(count or 0) for count in votes)]
