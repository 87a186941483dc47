"""Somebody joins a union on the phone; the committee decides; a member moves from union to union."""

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.faces import Face, MenuEntry, Scene

FACE = Face(
    key="joining",
    title=_("Join a union"),
    sentence=_("Find your union, write who you are, sign: your union decides within days, and your card opens."),
    scene=Scene.JOIN,
    start="joining:find",
    icon="user-plus",
    words=(
        _("membership"),
        _("courier"),
        _("rider"),
        _("driver"),
        _("move to another union"),
        _("transfer"),
        _("leaving"),
    ),
    for_all=True,
    who=_("Whoever lives on wages or works through a platform, from sixteen years on"),
    gets=_("Membership, the member's card and the services of the union"),
    documents=(_("Your ID card"), _("Your telephone")),
    desk=(MenuEntry(_("Joining"), "joining:desk", "user-plus", permission="joining:decide", order=26),),
    api="niangjia.services.joining.api",
)
