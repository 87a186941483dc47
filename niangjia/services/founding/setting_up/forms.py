"""What applicants, the union above, the new union and who registers it fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.matters.acts.opening import handling_union
from niangjia.engines.matters.forms import TaskForm
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.starting import StartForm
from niangjia.engines.people.models import Post, Union
from niangjia.engines.people.unions.fields import employers_code
from niangjia.engines.people.unions.models import Kind, Level
from niangjia.engines.people.unions.models import State as UnionState
from niangjia.engines.people.unions.refusals import Unfit
from niangjia.foundation.clock import today

from .certifying import enter_certificate, in_force, term_ends
from .models import Founding, SealSpecimen
from .requesting import asked_as_well, by_name_alone, covering, founding_of, is_meant, note_request, refuse_twice
from .saying import Said

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter, Task
    from niangjia.engines.people.models import Person
    from niangjia.foundation.access.actor import Actor

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
LONG = forms.Textarea(attrs={"rows": 3})
KINDS = (Kind.INDEPENDENT, Kind.JOINT, Kind.NEW_FORM)


class RequestFields(forms.Form):
    """For whom a union is asked."""

    scope = forms.ChoiceField(
        label=gettext_lazy("A union for whom?"),
        choices=Founding.Scope.choices,
        initial="employer",
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=gettext_lazy("Name of the employer, area or trade"), max_length=128)
    uscc = forms.CharField(
        label=gettext_lazy("Social credit code of the employer"),
        max_length=18,
        required=False,
        help_text=gettext_lazy("If you know it."),
    )
    workers = forms.IntegerField(label=gettext_lazy("How many work there?"), min_value=1, max_value=999_999)
    women = forms.IntegerField(label=gettext_lazy("Women among them"), min_value=0, required=False)
    willing = forms.IntegerField(label=gettext_lazy("How many want to join?"), min_value=0, required=False)
    wants = forms.CharField(
        label=gettext_lazy("Who wants it, and why?"),
        max_length=500,
        required=False,
        widget=LONG,
        help_text=gettext_lazy("Only the union above reads this. The employer is not told."),
    )
    party_branch = forms.CharField(
        label=gettext_lazy("Party branch in the unit"), max_length=128, required=False,
        help_text=gettext_lazy("Where there is one, the union is founded together with it."),
    )  # fmt: skip
    together_on = forms.DateField(label=gettext_lazy("Founded together on"), required=False, widget=DAY)

    def clean_uscc(self) -> str:
        try:
            return employers_code(self.cleaned_data["uscc"]) if self.cleaned_data["uscc"] else ""
        except Unfit as error:
            raise forms.ValidationError(str(error)) from None

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        given["women"], given["willing"] = given.get("women") or 0, given.get("willing") or 0
        for name in ("women", "willing"):
            if given.get("workers") and given[name] > given["workers"]:
                self.add_error(name, _("That is more than work there."))
        if given.get("together_on") and not given.get("party_branch"):
            self.add_error("party_branch", _("Name the Party branch with which it is founded together."))
        return given


def answering(person: Person) -> list[Union]:
    """The unions that could answer: those above base unions where the person has a post, else the nearest above."""
    held = Post.objects.living(today()).filter(person=person).values("union")
    mine = list(Union.objects.filter(pk__in=held, level__lt=Level.BASE, state=UnionState.ACTIVE).order_by("place"))
    if mine:
        return mine
    home = handling_union(person.home)
    while home.level >= Level.BASE and home.parent is not None:
        home = home.parent
    return [home]


class RequestForm(RequestFields, StartForm):
    """What whoever asks for a union says."""

    once = False

    def __init__(self, person: Person, data: Any = None, files: Any = None) -> None:
        super().__init__(person, data, files)
        self.unions = {str(one.pk): one for one in answering(person)}
        if len(self.unions) > 1:
            named = [(key, one.name) for key, one in self.unions.items()]
            self.fields["above"] = forms.ChoiceField(label=_("Union above"), choices=named)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors:
            try:
                refuse_twice(self.person.pk, self.union(), given)
            except NotPossible as error:
                self.add_error("name", str(error))
        return given

    def union(self) -> Union:
        chosen = self.cleaned_data.get("above") if hasattr(self, "cleaned_data") else None
        return self.unions[chosen] if chosen else next(iter(self.unions.values()))

    def apply(self, actor: Actor, matter: Matter) -> None:
        note_request(actor, matter, self.cleaned_data)


class AgainForm(RequestFields, TaskForm):
    """The same, when it was sent back."""

    def __init__(self, task: Task, data: Any = None, files: Any = None, **more: Any) -> None:
        self.row = founding_of(task.matter)
        known = {name: getattr(self.row, name) for name in self.base_fields if hasattr(self.row, name)}
        known["wants"] = Said.read(self.row.said.reveal()).wants
        super().__init__(task, data, files, initial=known, **more)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors:
            try:
                refuse_twice(self.task.matter.person_id, self.row.above, given, but=self.row)
            except NotPossible as error:
                self.add_error("name", str(error))
        return given

    def apply(self, actor: Actor) -> None:
        row, written = self.row, [name for name in self.base_fields if name != "wants"]
        for name in written:
            setattr(row, name, self.cleaned_data[name])
        if row.employer is not None and not is_meant(row.employer, row):
            row.employer = None
        row.said = Said(wants=self.cleaned_data["wants"]).packed()
        row.save(update_fields=[*written, "employer", "said"])


class PrepareForm(TaskForm):
    """The union above: how the union is called, who prepares it."""

    union_name = forms.CharField(label=gettext_lazy("Name of the union"), max_length=128, required=False)
    union_code = forms.CharField(
        label=gettext_lazy("Code of the union"), max_length=32, required=False,
        help_text=gettext_lazy("It begins with the code of the union above."),
    )  # fmt: skip
    union_kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[(kind.value, kind.label) for kind in KINDS], required=False
    )
    group = forms.CharField(
        label=gettext_lazy("Preparation group"), max_length=1000, required=False, widget=LONG,
        help_text=gettext_lazy("One on each line: name and duty. Workers of the unit are among them."),
    )  # fmt: skip
    another = forms.BooleanField(
        label=gettext_lazy("It is another employer that merely bears this name"), required=False,
        help_text=gettext_lazy("Tick this only if you have checked it: one employer has one union of its own."),
    )  # fmt: skip
    NEEDED = ("union_name", "union_code", "group", "organiser")

    def __init__(self, task: Task, data: Any = None, files: Any = None, **more: Any) -> None:
        self.row = founding_of(task.matter)
        initial = {"union_name": f"{self.row.name}工会", "union_code": next_code(self.row.above)}
        super().__init__(task, data, files, initial=initial, **more)
        self.fields["union_name"].help_text = _known_of(self.row)
        if not any(by_name_alone(self.row, one) for one in covering(self.row)):
            del self.fields["another"]
        posts = Post.objects.living(today()).filter(union=self.row.above).with_holders()
        named = {str(post.person_id): f"{post.holder}（{post.get_role_display()}）" for post in posts}
        self.fields["organiser"] = forms.ChoiceField(
            label=_("Who prepares it?"), choices=[("", "—"), *named.items()], required=False,
            help_text=_("Enters candidates and the count; somebody else approves."),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if self.outcome == "approve":
            for name in self.NEEDED:
                if not given.get(name):
                    self.add_error(name, _("This is needed."))
            if given.get("union_code") and Union.objects.filter(code=given["union_code"]).exists():
                self.add_error("union_code", _("Another union has this code."))
        return given

    def apply(self, actor: Actor) -> None:
        given, row = self.cleaned_data, self.row
        if self.outcome != "approve":
            return
        row.union_name, row.union_code = given["union_name"], given["union_code"]
        row.union_kind, row.organiser_id = given["union_kind"] or Kind.INDEPENDENT, int(given["organiser"])
        group = [line.strip() for line in given["group"].splitlines() if line.strip()]
        row.said = Said(Said.read(row.said.reveal()).wants, group).packed()
        row.save(update_fields=["union_name", "union_code", "union_kind", "organiser", "said"])


def _known_of(row: Founding) -> str:
    """What else there is about the same employer, for who answers."""
    told = (
        [_("Asked for as well: %(numbers)s.") % {"numbers": "、".join(found)}]
        if (found := asked_as_well(row))
        else []
    )
    unions = covering(row)
    named = [one for one in unions if by_name_alone(row, one)]
    if sure := [one for one in unions if one not in named]:
        told.append(_("Covered already by %(unions)s.") % _listed(sure))
    if named:
        told.append(_("One of this name is covered by %(unions)s: is it the same?") % _listed(named))
    return " ".join(told)


def _listed(unions: list[Union]) -> dict[str, str]:
    return {"unions": "、".join(one.name for one in unions)}


def next_code(above: Union) -> str:
    """A code below the union's own that nobody has."""
    taken = set(Union.objects.filter(code__startswith=above.code).values_list("code", flat=True))
    return next(code for at in range(1, len(taken) + 2) if (code := f"{above.code}{at:02d}") not in taken)


class ApplyForm(TaskForm):
    """What the application says and the register does not know; all of it may be written by hand later."""

    address = forms.CharField(label=gettext_lazy("Office address"), max_length=128, required=False)
    postcode = forms.CharField(label=gettext_lazy("Postcode"), max_length=6, required=False)
    staff = forms.CharField(label=gettext_lazy("Full-time union staff"), max_length=8, required=False)
    income = forms.CharField(label=gettext_lazy("Where the funds come from"), max_length=128, required=False)
    rooms = forms.CharField(label=gettext_lazy("Office rooms (m²)"), max_length=16, required=False)


class CertifyForm(TaskForm):
    """The certificate that was issued."""

    number = forms.CharField(label=gettext_lazy("Number of the certificate"), max_length=32)
    issued = forms.DateField(label=gettext_lazy("Issued on"), widget=DAY)
    expires = forms.DateField(label=gettext_lazy("Valid until"), widget=DAY)

    def __init__(self, task: Task, data: Any = None, files: Any = None, **more: Any) -> None:
        union = task.matter.union
        there, ends = in_force(union), term_ends(union)
        initial = {"number": there.number if there else union.certificate, "issued": today(), "expires": ends}
        super().__init__(task, data, files, initial=initial, **more)
        self.fields["expires"].help_text = _("No longer than the term: %(day)s.") % {
            "day": date_format(ends) if ends else "–"
        }

    def apply(self, actor: Actor) -> None:
        given, matter = self.cleaned_data, self.task.matter
        enter_certificate(actor, matter, number=given["number"], issued=given["issued"], expires=given["expires"])


class SealForm(TaskForm):
    """The seals that were made, and the account."""

    wording = forms.CharField(label=gettext_lazy("What the seal says"), max_length=128)
    cut = forms.DateField(label=gettext_lazy("In use from"), widget=DAY)
    bank = forms.CharField(label=gettext_lazy("Bank of the account"), max_length=128, required=False)
    account = forms.CharField(
        label=gettext_lazy("Number of the account"), max_length=40, required=False,
        help_text=gettext_lazy("Kept sealed; it stands on no paper."),
    )  # fmt: skip

    def __init__(self, task: Task, data: Any = None, files: Any = None, **more: Any) -> None:
        super().__init__(task, data, files, initial={"wording": task.matter.union.name, "cut": today()}, **more)

    def clean_cut(self) -> Any:
        if self.cleaned_data["cut"] > today():
            raise forms.ValidationError(_("That day is still to come."))
        return self.cleaned_data["cut"]

    def apply(self, actor: Actor) -> None:
        given, matter = self.cleaned_data, self.task.matter
        row = SealSpecimen(union=matter.union, matter=matter, wording=given["wording"], cut=given["cut"])
        row.bank, row.account = given["bank"], given["account"] or None
        row.save(force_insert=True)
