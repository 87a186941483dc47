"""Forms of requests: the same fields for who prepares (at the desk) and for who signs (in the step)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.matters.forms import TaskForm
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.claiming.finding import with_document
from niangjia.engines.people.models import Union
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.models import State
from niangjia.foundation.clock import today

from . import legal, officers, restructuring
from .asking import LONGEST, change_of, said_in
from .kinds import Kind
from .settling import Settled, forget, organisers, settle

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Task
    from niangjia.foundation.access.actor import Actor


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


def _number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=1_000_000)


def _why() -> forms.CharField:
    return forms.CharField(label=gettext_lazy("Why?"), max_length=LONGEST, widget=forms.Textarea({"rows": 3}))


def say(form: forms.Form, error: NotPossible) -> None:
    """A refusal at its field, or above the form."""
    form.add_error(error.field if error.field in form.fields else None, str(error))


class CountFields(forms.Form):
    """How many were due, came and agreed."""

    due = _number(gettext_lazy("Should attend"))
    present = _number(gettext_lazy("Were present"))
    votes = _number(gettext_lazy("Votes in favour"))
    congress = forms.BooleanField(label=gettext_lazy("A delegates' congress voted"), required=False)


class OfficersFields(CountFields):
    """Who leaves which post, who comes, how."""

    way = forms.ChoiceField(label=gettext_lazy("How?"), choices=officers.Way.choices, widget=forms.RadioSelect)
    role = forms.ChoiceField(label=gettext_lazy("Post"), choices=[(one.value, one.label) for one in officers.ROLES])
    leaving = forms.TypedChoiceField(
        label=gettext_lazy("Who leaves it"), required=False, coerce=int, empty_value=None
    )
    name = forms.CharField(label=gettext_lazy("Who comes: name"), required=False, max_length=64)
    number = forms.CharField(
        label=gettext_lazy("Number of the ID"),
        required=False,
        max_length=32,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    day = _day(gettext_lazy("From"))
    ends = _day(
        gettext_lazy("Until"), required=False, help_text=gettext_lazy("Left empty: for the rest of the term.")
    )
    reason = _why()
    field_order = (
        "way", "role", "leaving", "name", "number", "day", "ends", "reason", "congress", "due", "present", "votes",
    )  # fmt: skip
    move: officers.Move | None = None
    before: officers.Move | None = None
    known: int | None = None  # who comes as it was asked for: stays while the same name has no other number

    def offer(self, union: Union) -> None:
        """What there is to choose in this union."""
        self.union = union
        held = [(post.pk, f"{Role(post.role).label} · {post.holder}") for post in officers.posts_to_leave(union)]
        self.fields["leaving"].choices = [("", _("nobody: the post is empty")), *held]  # type: ignore[attr-defined]
        self.fields["due"].help_text = _("These three for a by-election or a recall.")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if self.errors:
            return given
        coming = self._coming()
        if self.errors:
            return given
        self.move = officers.Move(
            way=given["way"], role=given["role"], reason=given["reason"].strip(), leaving=given["leaving"],
            coming=coming, ends=given["ends"].isoformat() if given["ends"] else "",
            **{one: given[one] if given["way"] in officers.VOTED else None for one in ("due", "present", "votes")},
            congress=given["congress"] and given["way"] in officers.VOTED,
        )  # fmt: skip
        try:
            officers.fit(self.union, self.move, given["day"], before=self.before)
        except NotPossible as error:
            say(self, error)
        return given

    def _coming(self) -> int | None:
        given = self.cleaned_data
        if not given["name"] and not given["number"]:
            return None
        if self.known and not given["number"] and given["name"].strip() == officers.name_of(self.known):
            return self.known
        found = with_document(given["name"], given["number"])
        if found is None:
            self.add_error("number", _("The register has no member of this name and number in this union."))
        return found


class OfficersForm(OfficersFields):
    """At the desk."""

    def __init__(self, union: Union, data: Any = None) -> None:
        super().__init__(data, initial={"day": today(), "way": officers.Way.BY_ELECTION})
        self.offer(union)


class LegalFields(forms.Form):
    """What is to change on the certificate."""

    what = forms.ChoiceField(label=gettext_lazy("What?"), choices=legal.What.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=gettext_lazy("New name of the union"), required=False, max_length=128)
    address = forms.CharField(label=gettext_lazy("New address"), required=False, max_length=128)
    postcode = forms.CharField(label=gettext_lazy("Postcode"), required=False, max_length=6)
    head = forms.CharField(label=gettext_lazy("New legal representative"), required=False, max_length=64)
    affiliation = forms.CharField(
        label=gettext_lazy("New union above"), required=False, max_length=128,
        help_text=gettext_lazy("It stands on the form; the union is moved in the register."),
    )  # fmt: skip
    reason = _why()

    def asked(self) -> legal.Asked:
        return legal.Asked(**{name: str(value).strip() for name, value in self.cleaned_data.items()})


class LegalForm(LegalFields):
    """At the desk."""

    def __init__(self, union: Union, data: Any = None) -> None:
        super().__init__(data, initial={"what": legal.What.CHANGE})
        self.union = union

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            try:
                legal.fit(self.union, self.asked())
            except NotPossible as error:
                say(self, error)
        return self.cleaned_data


class LegalDecideForm(TaskForm):
    """What the registering union writes on the certificate."""

    number = forms.CharField(label=gettext_lazy("Number of the certificate"), required=False, max_length=32)
    issued = _day(gettext_lazy("Issued on"), required=False)
    expires = _day(
        gettext_lazy("Valid until"),
        required=False,
        help_text=gettext_lazy("No longer than the term of the committee."),
    )

    def __init__(self, task: Task, data: Any = None, files: Any = None, **more: Any) -> None:
        self.row = change_of(task.matter)
        union = self.row.union
        initial = {"number": union.certificate, "issued": today(), "expires": union.certificate_expires}
        super().__init__(task, data, files, initial=initial, **more)

    @property
    def needed(self) -> bool:
        return self.outcome == "approve" and said_in(self.row, legal.Asked).what != legal.What.CANCEL

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        for name in ("number", "issued", "expires") if self.needed else ():
            if name not in self.errors and not given.get(name):
                self.add_error(name, _("Fill this in: it stands on the certificate."))
        if self.needed and not self.errors:
            self._days(given)
        return given

    def _days(self, given: dict[str, Any]) -> None:
        issued, expires, due = given["issued"], given["expires"], self.row.union.election_due
        if issued > today():
            self.add_error("issued", _("This day lies in the future."))
        if expires <= issued:
            self.add_error("expires", _("It holds until a day after it was issued."))
        elif due is not None and expires > due:
            self.add_error(
                "expires", _("It holds no longer than the term: that ends on %(day)s.") % {"day": date_format(due)}
            )

    def apply(self, actor: Actor) -> None:
        if self.needed:
            given = self.cleaned_data
            legal.enter_number(self.row, given["number"].strip(), given["issued"], given["expires"])


MEETING = ("met", "due", "present", "votes")


class RestructureFields(CountFields):
    """Why and by whose decision a union merges, splits or ends; `kind` says which fields there are."""

    before: restructuring.Plan | None = None
    ground = forms.ChoiceField(label=gettext_lazy("On what ground?"), choices=restructuring.Ground.choices)
    reason = _why()
    met = _day(gettext_lazy("Day of the meeting"), required=False)
    code = forms.CharField(label=gettext_lazy("Code of the union"), max_length=32)
    name = forms.CharField(label=gettext_lazy("Name of the new union"), max_length=128)
    employers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Employers that go along, with their workers"), required=False, coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    children = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Unions below that go along"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    retain = forms.BooleanField(label=gettext_lazy("Keep the memberships of who is still here"), required=False)
    field_order = (
        "ground", "reason", "met", "congress", "due", "present", "votes", "code", "name", "employers", "children",
        "retain",
    )  # fmt: skip
    ONLY = {"code": (Kind.MERGE, Kind.SPLIT), "name": (Kind.SPLIT,), "employers": (Kind.SPLIT,),
            "children": (Kind.SPLIT,), "retain": (Kind.DISSOLVE,), "ground": (Kind.DISSOLVE,)}  # fmt: skip
    other: Union | None = None

    def offer(self, kind: Kind, union: Union) -> None:
        """The fields of a kind, and what there is to choose in this union."""
        self.kind, self.union = kind, union
        for name, kinds in self.ONLY.items():
            if kind not in kinds:
                del self.fields[name]
        if kind != Kind.DISSOLVE:
            for name in MEETING:
                self.fields[name].required = True
        elif union.state == State.PREPARING:  # no meeting yet could decide it
            for name in (*MEETING, "congress"):
                del self.fields[name]
        if kind == Kind.DISSOLVE:
            grounds = restructuring.grounds(union)
            self.fields["ground"].choices = [(one.value, one.label) for one in grounds]  # type: ignore[attr-defined]
        if kind == Kind.MERGE:
            self.fields["code"].label = gettext_lazy("Code of the union that takes it in")
        if kind == Kind.SPLIT:
            self.fields["code"].label = gettext_lazy("Code of the union that splits off")
            self._choices()

    def _choices(self) -> None:
        covered = self.union.coverages.filter(valid_to=None).select_related("employer")
        below = self.union.children.filter(state__in=STANDING).order_by("place")
        self.fields["employers"].choices = [(row.employer_id, row.employer.name) for row in covered]  # type: ignore[attr-defined]
        self.fields["children"].choices = [(row.pk, row.name) for row in below]  # type: ignore[attr-defined]
        if not below:
            del self.fields["children"]

    def plan(self) -> restructuring.Plan:
        given = dict(self.cleaned_data)
        met = given.pop("met", None)
        ground = given.pop("ground", restructuring.Ground.DECIDED)
        return restructuring.Plan(**{**given, "ground": ground, "met": met.isoformat() if met else ""})

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if self.errors:
            return given
        if self.kind == Kind.MERGE:
            self.other = Union.objects.filter(code=given["code"].strip()).first()
        try:
            restructuring.fit(self.kind, self.union, self.other, self.plan(), before=self.before)
        except NotPossible as error:
            say(self, error)
        return given


class RestructureForm(RestructureFields):
    """At the desk."""

    def __init__(self, kind: Kind, union: Union, data: Any = None) -> None:
        super().__init__(data)
        self.offer(kind, union)


class SettleForm(TaskForm):
    """What the union leaves is settled."""

    day = _day(gettext_lazy("It holds from"))
    money = forms.CharField(
        label=gettext_lazy("Money and property: what there is, and where it goes"), max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    certificate = forms.BooleanField(label=gettext_lazy("The certificate is handed in"), required=False)
    seals = forms.BooleanField(label=gettext_lazy("The seals are handed in"), required=False)
    lost = forms.CharField(
        label=gettext_lazy("What was lost, and where that was announced"), max_length=200, required=False,
        help_text=gettext_lazy("In place of handing it in."),
    )  # fmt: skip

    def __init__(self, task: Task, data: Any = None, files: Any = None, **more: Any) -> None:
        super().__init__(task, data, files, initial={"day": today()}, **more)
        self.row = change_of(task.matter)
        if self.row.kind == Kind.SPLIT:
            del self.fields["certificate"], self.fields["seals"], self.fields["lost"]
            self.fields["organiser"] = forms.TypedChoiceField(
                label=_("Who prepares the first election of the new union?"), coerce=int,
                choices=[("", "—"), *organisers(self.row.union)],
                help_text=_("Enters candidates and the count there; somebody else carries this out and approves."),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What is given up needs nothing but the reason."""
        if self.outcome == "give_up":
            for name in list(self.errors):
                del self.errors[name]
        return self.cleaned_data

    def apply(self, actor: Actor) -> None:
        if self.outcome == "give_up":
            forget(self.row)
            return
        given = self.cleaned_data
        settled = Settled(
            given["day"].isoformat(),
            given["money"].strip(),
            given.get("seals", False),
            given.get("certificate", False),
            given.get("lost", "").strip(),
        )
        settle(actor, self.row, given["day"], settled, organiser=given.get("organiser"))
