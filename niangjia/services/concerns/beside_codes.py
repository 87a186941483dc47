"""What the journal tells of what goes on beside the steps."""

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code

LETTER_SENT = register_code("concerns.letter.sent", sentence=_("Sent a letter about workers' rights"))
LETTER_ANSWERED = register_code("concerns.letter.answered", sentence=_("Entered the answer to a letter"))
LETTER_LATE = register_code("concerns.letter.late", sentence=_("Told that a letter was not answered in time"))
PART_ASKED = register_code("concerns.part.asked", sentence=_("Asked another union for its part in a concern"))
PART_ANSWERED = register_code("concerns.part.answered", sentence=_("Answered the part of a concern"))
PART_DROPPED = register_code("concerns.part.dropped", sentence=_("Does without the part of another union"))
PRESSED = register_code("concerns.press.sent", sentence=_("Reminded who handles a concern"))
PRESS_ANSWERED = register_code("concerns.press.answered", sentence=_("Answered a reminder"))
HELD = register_code("concerns.held.named", sentence=_("Named the leader who sees a concern through"))
HELD_NOTED = register_code("concerns.held.noted", sentence=_("Wrote down what the leader did"))
HELD_ENDED = register_code("concerns.held.ended", sentence=_("The leader no longer holds the concern"))
LINKED = register_code("concerns.number.linked", sentence=_("Linked the number of another system"))
UNLINKED = register_code("concerns.number.unlinked", sentence=_("Took away the number of another system"))
REPORTED = register_code("concerns.urgent.sent", sentence=_("Reported a serious and urgent matter"))
