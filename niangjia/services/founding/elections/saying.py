"""What papers of an election say, in Chinese. In a scope that has the candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import override

from niangjia.engines.people import codes
from niangjia.services.founding.letters import BLANK, table

from .models import Ballot, Candidate, Election
from .rules import present_at_least, votes_at_least

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .reading import Tally
    from .rules import Law

Data = dict[str, Any]
BODY = {
    Ballot.Body.COMMITTEE: "工会委员会",
    Ballot.Body.AUDIT: "经费审查委员会",
    Ballot.Body.WOMEN: "女职工委员会",
    Ballot.Body.ORGANISER: "组织员",
}
ASSEMBLY = {Election.Assembly.MEMBERS: "会员大会", Election.Assembly.DELEGATES: "会员代表大会"}
HEAD = {
    Ballot.Body.COMMITTEE: ("主席", "副主席"),
    Ballot.Body.AUDIT: ("经费审查委员会主任", "副主任"),
    Ballot.Body.WOMEN: ("女职工委员会主任", "副主任"),
    Ballot.Body.ORGANISER: ("组织员", ""),
}


def day_of(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else BLANK


def term_of(election: Election) -> str:
    """第三届"""
    return f"第{chinese(election.term)}届"


def chinese(number: int) -> str:
    """1 to 99 in characters: terms are counted so."""
    digits = "〇一二三四五六七八九"
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return f"{'' if tens == 1 else digits[tens] if tens else ''}{'十' if tens else ''}{digits[ones] if ones else ''}"


def office_of(one: Candidate, body: str) -> str:
    """What somebody is elected to be, as the list says it."""
    head, vice = HEAD[Ballot.Body(body)]
    if body == Ballot.Body.ORGANISER or one.office == Candidate.Office.CHAIR:
        return head
    return vice if one.office == Candidate.Office.VICE else "委员"


def _label(table_: Any, code: str) -> str:
    with override("zh-hans"):
        return str(table_(code).label) if code in table_.values else ""


def candidate_rows(tally: Tally) -> list[list[str]]:
    """A body's candidates with what a reader may know of them."""
    rows = [
        [
            str(one.position),
            one.person.name,
            _label(codes.Sex, one.person.sex),
            f"{one.person.born:%Y.%m}" if one.person.born else "",
            _label(codes.PoliticalStatus, one.person.political),
        ]
        for one in tally.candidates
    ]
    title = f"{BODY[Ballot.Body(tally.ballot.body)]}候选人（应选{tally.ballot.seats}名，候选人{len(rows)}名）"
    return table(title, ("序号", "姓名", "性别", "出生年月", "政治面貌"), rows)


def all_candidates(found: Sequence[Tally]) -> list[list[str]]:
    return [row for tally in found for row in candidate_rows(tally)]


def renewal(election: Election, why: str) -> Data:
    union = election.union
    lines = [
        f"我会{term_before(election)}工会委员会任期届满（{day_of(union.election_due)}）。"
        f"根据《中华人民共和国工会法》和《中国工会章程》，拟召开{ASSEMBLY[Election.Assembly(election.assembly)]}，"
        f"选举产生{term_of(election)}工会委员会、经费审查委员会和女职工委员会，任期{election.years}年。",
        f"现有会员{election.members}人，职工{union.headcount or BLANK}人。",
        *([why] if why else []),
        "妥否，请批示。",
    ]
    return {"subject": f"关于{union.name}换届选举的请示", "to": _above(election), "lines": lines}


def term_before(election: Election) -> str:
    return f"第{chinese(election.term - 1)}届" if election.term > 1 else ""


def _above(election: Election) -> str:
    return election.union.parent.name if election.union.parent else ""


def permit(election: Election, reason: str = "") -> Data:
    union = election.union
    if reason:
        lines = ["你会关于换届选举的请示收悉。经研究，不同意此次换届。", f"理由：{reason}"]
    else:
        lines = [
            "你会关于换届选举的请示收悉。经研究，同意你会召开"
            f"{ASSEMBLY[Election.Assembly(election.assembly)]}进行换届选举，任期{election.years}年。",
            "请依法做好候选人提名、公示和选举工作，选举结果报我会审批。",
        ]
    return {"subject": f"关于{union.name}换届选举的批复", "to": union.name, "lines": lines}


def proposal(election: Election, found: Sequence[Tally]) -> Data:
    lines = [
        f"经会员民主推荐、充分酝酿，现提出{election.union.name}{term_of(election)}委员会等候选人建议名单，"
        "按姓氏笔画为序。候选人中没有本单位主要负责人及其近亲属。",
        *([f"本次未选举女职工委员会，原因：{election.no_women}"] if election.no_women else []),
        "妥否，请批示。",
    ]
    return {
        "subject": f"关于{election.union.name}{term_of(election)}委员会候选人的请示",
        "to": _above(election),
        "lines": lines,
        "rows": all_candidates(found),
    }


def agreement(election: Election, found: Sequence[Tally]) -> Data:
    lines = ["你会关于候选人的请示收悉。经研究，同意下列同志为候选人，请按规定公示，并召开大会选举。"]
    subject = f"关于{election.union.name}{term_of(election)}委员会候选人的批复"
    return {"subject": subject, "to": election.union.name, "lines": lines, "rows": all_candidates(found)}


def poster(election: Election, found: Sequence[Tally]) -> Data:
    lines = [
        f"经上级工会同意，现将{election.union.name}{term_of(election)}委员会等候选人予以公示（按姓氏笔画为序）。",
        "公示期间如有异议，请向本会或者上级工会反映。",
    ]
    return {"subject": "工会选举候选人公示", "lines": lines, "rows": all_candidates(found)}


def method(election: Election, found: Sequence[Tally], law: Law) -> Data:
    """The rules that the meeting agrees to before it votes."""
    assembly = ASSEMBLY[Election.Assembly(election.assembly)]
    seats = "；".join(
        f"{BODY[Ballot.Body(one.ballot.body)]}应选{one.ballot.seats}名、候选人{len(one.candidates)}名"
        for one in found
    )
    lines = [
        f"一、本次选举由{assembly}采用无记名投票方式进行。",
        f"二、{seats}。候选人按姓氏笔画为序。",
        f"三、到会人数须达到应到会人数的{share(law.quorum)}以上，方可选举。",
        "四、选举人对候选人可以投赞成票、不赞成票或者弃权，也可以另选他人。所选人数多于应选人数的选票无效。",
        "五、收回的选票等于或者少于发出的选票，选举有效；多于发出的选票，选举无效，应当重新选举。",
        f"六、候选人获得的赞成票超过应到会人数的{share(law.majority)}，始得当选。"
        "超过半数的人数多于应选名额时，以得票多的当选；票数相等不能确定当选人时，就票数相等的人再次投票。",
        "七、选举设监票人、计票人，由大会通过；候选人不得担任。",
        "八、本办法由大会通过后生效。",
    ]
    return {"subject": f"{election.union.name}{term_of(election)}选举办法", "lines": lines}


def share(value: object) -> str:
    """2/3 as 三分之二; 1/2 as 半数."""
    told = {"2/3": "三分之二", "1/2": "半数"}
    return told.get(str(value), str(value))


def delegates(election: Election, parts: Sequence[tuple[str, int]]) -> Data:
    """代表名额分配与当选名册: the parts of the union with their members; quotas and names are written in by hand."""
    rows = [[at, name, members, BLANK, BLANK] for at, (name, members) in enumerate(parts, 1)]
    subject = f"{election.union.name}会员代表名额分配与当选名册"
    lines = [f"会员{election.members}人。代表名额按会员人数分配，由各选举单位会员民主选举产生。"]
    header = ("序号", "选举单位", "会员人数", "代表名额", "当选代表")
    return {"subject": subject, "lines": lines, "rows": table("", header, rows)}


def ballot_paper(election: Election, tally: Tally) -> Data:
    """What voters mark. Without a name of the voter."""
    body = BODY[Ballot.Body(tally.ballot.body)]
    rows = [["", one.person.name] for one in tally.standing]
    rows += [["", ""] for _at in range(min(tally.ballot.seats, 3))]
    lines = [
        f"应选{tally.open}名。赞成的在姓名左边画“○”，不赞成的画“×”，弃权的不画。",
        "另选他人的，在空格内写上姓名并画“○”。所选人数多于应选人数的为废票。",
    ]
    subject = f"{election.union.name}{term_of(election)}{body}选票"
    return {"subject": subject, "lines": lines, "rows": table("", ("符号", "候选人姓名"), rows)}


def counting_sheet(election: Election, tally: Tally, at: int, law: Law) -> Data:
    """Of one round; scrutineers sign it by hand."""
    found = tally.rounds[at]
    sheet = found.sheet
    figures = [
        ["应到会人数", sheet.due], ["实到会人数", sheet.present], ["发出选票", sheet.given_out],
        ["收回选票", sheet.returned], ["有效票", sheet.valid], ["无效票", sheet.invalid],
        ["另选他人得票", sheet.others], ["当选所需票数", votes_at_least(sheet.due, law)],
    ]  # fmt: skip
    lines_ = [[one.person.name, votes, "当选" if elected else ""] for one, votes, elected in found.lines]
    body = BODY[Ballot.Body(tally.ballot.body)]
    version = f"（第{sheet.version}版，更正）" if sheet.version > 1 else ""
    return {
        "subject": f"{election.union.name}{term_of(election)}{body}计票单{version}",
        "lines": [f"第{sheet.round}次投票，应选{sheet.seats}名。投票日期：{day_of(election.day)}"],
        "rows": [*table("选票统计", ("项目", "数量"), figures), *table("得票", ("姓名", "得票数", "结果"), lines_)],
        "end": [f"总监票人：{BLANK}　监票人：{BLANK}　计票人：{BLANK}"],
    }


def scrutiny(election: Election, found: Sequence[Tally], law: Law) -> Data:
    """Read out to the meeting by the head scrutineer."""
    lines = []
    for tally in found:
        body = BODY[Ballot.Body(tally.ballot.body)]
        for one in tally.rounds:
            sheet = one.sheet
            lines.append(
                f"{body}选举（第{sheet.round}次投票）：应到会{sheet.due}人，实到会{sheet.present}人，"
                f"达到应到会人数的{share(law.quorum)}（{present_at_least(sheet.due, law)}人）。"
                f"发出选票{sheet.given_out}张，收回{sheet.returned}张，其中有效票{sheet.valid}张、"
                f"无效票{sheet.invalid}张，选举有效。"
            )
    end = [f"总监票人：{BLANK}", day_of(election.day)]
    return {"subject": f"{election.union.name}选举监票报告", "lines": lines, "rows": _votes(found), "end": end}


def _votes(found: Sequence[Tally]) -> list[list[str]]:
    rows: list[list[str]] = []
    for tally in found:
        for one in tally.rounds:
            title = f"{BODY[Ballot.Body(tally.ballot.body)]}第{one.sheet.round}次投票得票情况"
            votes = [[who.person.name, count, "当选" if elected else ""] for who, count, elected in one.lines]
            rows += table(title, ("姓名", "得票数", "结果"), votes)
    return rows


def elected_rows(found: Sequence[Tally]) -> list[list[str]]:
    """The list of the elected, heads first."""
    rows: list[list[str]] = []
    order = [Candidate.Office.CHAIR, Candidate.Office.VICE, Candidate.Office.NONE]
    for tally in found:
        elected = sorted(tally.elected, key=lambda one: (order.index(Candidate.Office(one.office)), one.position))
        body = tally.ballot.body
        lines = [[one.person.name, office_of(one, body)] for one in elected]
        rows += table(f"{BODY[Ballot.Body(body)]}（{len(lines)}名）", ("姓名", "职务"), lines)
    return rows


def result(election: Election, found: Sequence[Tally]) -> Data:
    sheet = found[0].rounds[-1].sheet
    lines = [
        f"{election.union.name}于{day_of(election.day)}召开{ASSEMBLY[Election.Assembly(election.assembly)]}，"
        f"应到会{sheet.due}人，实到会{sheet.present}人，以无记名投票方式选举产生"
        f"{'、'.join(BODY[Ballot.Body(one.ballot.body)] for one in found)}，任期{election.years}年。",
        "选举程序符合规定，选举有效。现将结果报上，请予批复。",
    ]
    subject = f"关于{election.union.name}{term_of(election)}选举结果的报告"
    rows = [*elected_rows(found), *_votes(found)]
    return {"subject": subject, "to": _above(election), "lines": lines, "rows": rows}


def approval(election: Election, found: Sequence[Tally]) -> Data:
    lines = [
        f"你会关于选举结果的报告收悉。经研究，同意{election.union.name}{term_of(election)}选举结果，名单如下。",
        f"任期{election.years}年，自{day_of(election.term_began)}起至{day_of(election.term_ends)}止。",
    ]
    subject = f"关于{election.union.name}{term_of(election)}选举结果的批复"
    return {"subject": subject, "to": election.union.name, "lines": lines, "rows": elected_rows(found)}


def failed(election: Election, found: Sequence[Tally], reason: str) -> Data:
    """The meeting filled no seats, or not all, or nobody voted: what was counted, why candidates are named anew."""
    union, voted = election.union, any(tally.rounds for tally in found)
    what = "选举大会未能选出全部应选人员" if voted else "选举未进行投票"
    lines = [
        f"{union.name}{term_of(election)}{what}，拟重新提出候选人，另行召开大会选举。",
        f"情况说明：{reason}",
        "特此报告。",
    ]
    subject = f"关于{union.name}{term_of(election)}选举未能{'选出' if voted else '进行'}的报告"
    return {"subject": subject, "to": _above(election), "lines": lines, "rows": _votes(found)}


def void(election: Election, reason: str) -> Data:
    union = election.union
    lines = [
        f"你会关于选举结果的报告收悉。经研究，不予批准{union.name}{term_of(election)}选举结果，该次选举无效。",
        f"理由：{reason}",
        "请重新提出候选人，依法重新选举。",
    ]
    return {"subject": f"关于{union.name}{term_of(election)}选举无效的批复", "to": union.name, "lines": lines}
