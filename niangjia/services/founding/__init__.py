"""A union is founded, elected anew at the end of its term, changed and ended, by the book."""

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.faces import Face, MenuEntry, Scene
from niangjia.foundation.faces.buttons import Button

FACE = Face(
    key="founding",
    title=_("Found a union"),
    sentence=_("Your employer, your area or your trade has no union yet? Ask for one: the union above answers."),
    scene=Scene.JOIN,
    start="founding:request",
    icon="building",
    words=(
        _("found a union"),
        _("no union at my employer"),
        _("election"),
        _("end of term"),
    ),
    who=_("Whoever works where there is no union yet, and organisers of the union above"),
    gets=_("A written answer, and help until the union is elected"),
    documents=(_("Name of the employer"), _("About how many work there")),
    desk=(
        MenuEntry(
            _("Founding and elections"),
            "founding:desk",
            "building",
            permission="founding:prepare",
            order=28,
            button=Button.RENEWAL,
        ),
        MenuEntry(_("Terms and certificates"), "founding:terms", "calendar", permission="unions:see", order=29),
    ),
    api="niangjia.services.founding.api",
)
