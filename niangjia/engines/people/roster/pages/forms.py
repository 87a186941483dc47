"""What is asked to take a list in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.people.memberships.models import Membership
from niangjia.engines.people.registry.choosing import UnionChoice, union_field
from niangjia.engines.people.roster.workbooks import layout_choices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from niangjia.foundation.access.reach import Reach

Origin = Membership.Origin
ACCEPTED = ".xlsx,.xls,.et,.csv,.txt"


def layouts(*, any_layout: bool) -> list[tuple[str, str]]:
    """The layouts to choose from; those that no authority gave us say so."""
    return [("", _("found by its headings")), *layout_choices()] if any_layout else layout_choices()


class OfUnion(forms.Form):
    """A form about a union in the reach; where there is but one it is chosen already."""

    def __init__(self, *args: Any, reach: Reach, **more: Any) -> None:
        super().__init__(*args, **more)
        field = union_field(reach, label=gettext_lazy("Union"))
        if isinstance(field, UnionChoice) and field.queryset is not None:
            field.initial = field.queryset.first()
            if field.queryset.count() == 1:
                field.empty_label = None
        self.fields["union"] = field
        self.order_fields(["file", "union"])


class UploadForm(OfUnion):
    """A file, and whose list it is."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,  # the reading says more about it
        help_text=gettext_lazy("Excel or WPS: .xlsx, .xls, .et; text: .csv. At most 200 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    layout = forms.ChoiceField(label=gettext_lazy("Layout"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choices: Any = layouts(any_layout=True)
        self.fields["layout"].choices = choices  # type: ignore[attr-defined]
        self.fields["union"].help_text = _("The list may have people of this union and of all below it.")


class TemplateForm(OfUnion):
    """For which union and in which layout a template is made."""

    layout = forms.ChoiceField(label=gettext_lazy("Layout"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more, prefix="template")
        choices: Any = layouts(any_layout=False)
        self.fields["layout"].choices = choices  # type: ignore[attr-defined]


class CommitForm(forms.Form):
    """How those who are new come in."""

    origin = forms.ChoiceField(label=gettext_lazy("Whoever is new"), widget=forms.RadioSelect)
    word = forms.CharField(
        label=gettext_lazy("On whose word"),
        max_length=128,
        help_text=gettext_lazy("Needed for “recorded later”: for instance “roll of 2025, sealed by the base union”."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choices: Any = list(_origins())
        self.fields["origin"].choices = choices  # type: ignore[attr-defined]
        self.fields["word"].error_messages["required"] = _("Say on whose word the membership is recorded.")
        self.fields["word"].required = self.data.get("origin", Origin.RECORDED) == Origin.RECORDED


def _origins() -> Iterable[tuple[str, SafeString]]:
    said = {
        Origin.RECORDED: (
            _("are members already: record them later"),
            _("They have joined before; the papers lie in the union. They are members at once, marked as recorded."),
        ),
        Origin.APPLICATION: (
            _("still have to apply"),
            _("They are entered as workers and asked to apply. Until the committee agrees they are no members."),
        ),
    }
    for origin, (title, text) in said.items():
        yield origin.value, format_html('<span><b>{}</b><span class="roster-says">{}</span></span>', title, text)
