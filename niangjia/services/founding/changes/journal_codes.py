from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code

from .kinds import word_of

WORDS = {"what": word_of}
ASKED = register_code("founding.change.asked", sentence=_("Prepared a request: %(what)s"), words=WORDS)
GRANTED = register_code("founding.change.granted", sentence=_("Granted: %(what)s"), words=WORDS)
REFUSED = register_code("founding.change.refused", sentence=_("Did not grant: %(what)s"), words=WORDS)
SILENT = register_code(
    "founding.change.silent", sentence=_("The union above was silent beyond the limit: that counts as consent here")
)
SETTLED = register_code("founding.change.settled", sentence=_("Settled what a union leaves: %(what)s"), words=WORDS)
DONE = register_code("founding.change.done", sentence=_("Carried out: %(what)s"), words=WORDS)
UNDONE = register_code("founding.change.undone", sentence=_("Took back: %(what)s"), words=WORDS)
LEFT_UNDONE = register_code(
    "founding.change.left", sentence=_("Took an approval back, nothing is carried out: %(what)s"), words=WORDS
)
