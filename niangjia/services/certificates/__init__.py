"""A member asks on the phone for a certificate of membership (会籍证明); the union's clerk checks and issues it."""

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.faces import Face, Scene

FACE = Face(
    key="certificates",
    title=_("Certificate of membership"),
    sentence=_("Your union confirms on paper that you are a member, and since when."),
    scene=Scene.BENEFITS,
    start="certificates:start",
    icon="medal",
    words=(_("proof of membership"), _("member certificate"), _("stamp")),
    who=_("Members of a union on this platform"),
    gets=_("A stamped paper with a number and a code by which anybody can check it"),
    documents=(_("Your ID when you fetch the paper"),),
)
