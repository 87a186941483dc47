"""Papers of a request: the union's own to the one above, and the answer, which is the upper union's paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from niangjia.engines.matters.acts.otherwise import paper_at_hand, step_followed
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.papers import enter_paper_later, issue_paper, papers_about, refusals
from niangjia.engines.people.models import Post
from niangjia.engines.people.posts.holding import stands_for
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.clock import today

from .messages import ANSWERED
from .papers import ANSWER, ASKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.papers.models import Paper
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

TOLD = (Role.CHAIR, Role.CLERK, Role.ORGANISER)


def issue_above(actor: Actor, matter: Matter, kind: str, data: Mapping[str, Any]) -> Paper:
    """Issue a paper in the name of the union that decides, or enter the one that it has issued on paper.

    By a post there. Raises Refused, NotPossible.
    """
    step = step_followed(matter.pk)
    upper = stands_for(step.union if step else matter.union.parent or matter.union)
    found = paper_at_hand(matter.pk)
    if found is not None and not found.number:
        raise NotPossible(_("Write the number that stands on the paper: it was issued with it."), "number")
    try:
        if found is None:
            return issue_paper(actor, kind, union=upper, data=data, about=matter)
        return enter_paper_later(
            actor, kind, union=upper, data=data, about=matter, number=found.number, dated=found.day
        )
    except refusals.NotPossible as error:
        raise NotPossible(str(error), "day" if error.field == "dated" else error.field) from None


def quoted(matter: Matter, kind: str = ASKING.key) -> str:
    """The request as an answer quotes it: “《…》（文号）”; the last one, if it was sent up twice."""
    found = papers_about(matter).filter(kind=kind, revoked=None).exclude(number="").order_by("-pk").first()
    return f"《{found.caption}》（{found.number}）" if found else "请示"


def answer_data(matter: Matter, title: str, lines: Sequence[str], *, asked: str = ASKING.key) -> dict[str, Any]:
    """An answer to a request, as the paper takes it."""
    upper = _upper_of(matter)
    body = [f"你会{quoted(matter, asked)}收悉。经研究，批复如下：", *lines, "此复。"]
    return {"title": f"{upper.name}{title}", "to": matter.union.name, "body": body}


def _upper_of(matter: Matter) -> Union:
    step = step_followed(matter.pk)
    return step.union if step else matter.union.parent or matter.union


def answer(actor: Actor, matter: Matter, title: str, lines: Sequence[str], *, asked: str = ASKING.key) -> Paper:
    """Issue the answer, and tell the union's leaders. Raises as issue_above."""
    paper = issue_above(actor, matter, ANSWER.key, answer_data(matter, title, lines, asked=asked))
    tell_answer(actor, matter, paper)
    return paper


def tell_answer(actor: Actor, matter: Matter, paper: Paper) -> None:
    """The chair, the clerk and the organiser learn that it was answered; once for each answer."""
    posts = Post.objects.living(today()).filter(union=matter.union_id, role__in=TOLD)
    told = {"name": matter.union.name, "what": paper.caption, "number": matter.number}
    if persons := sorted(set(posts.values_list("person", flat=True))):
        send(actor, ANSWERED, persons, union=matter.union, variables=told, key=f"founding.answer.{paper.pk}")
