"""What the journal says of unions: names of unions and days, nothing of persons."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code
from niangjia.engines.people.saying import fields_of, label_of

from .models import UnionVersion

FOUNDED = register_code("people.union.founded", sentence=_("Founded the union below %(above)s on %(day)s"))
RECORDED = register_code("people.union.recorded", sentence=_("Entered the union into the register, below %(above)s"))
CONFIRMED = register_code("people.union.confirmed", sentence=_("Confirmed that the union is founded, on %(day)s"))
CORRECTED = register_code(
    "people.union.corrected",
    sentence=_("Corrected the union's own data: %(fields)s"),
    words={"fields": fields_of("people.union")},
)
RENAMED = register_code("people.union.renamed", sentence=_("Renamed the union from %(before)s, on %(day)s"))
MOVED = register_code("people.union.moved", sentence=_("Moved the union from %(before)s to %(above)s, on %(day)s"))
MERGED = register_code("people.union.merged", sentence=_("Merged the union into %(into)s, on %(day)s"))
TOOK_IN = register_code("people.union.took_in", sentence=_("Took in the union %(gone)s, on %(day)s"))
SPLIT = register_code("people.union.split", sentence=_("Split the union %(part)s off from it, on %(day)s"))
SPLIT_OFF = register_code("people.union.split_off", sentence=_("Split off from %(origin)s, on %(day)s"))
DISSOLVED = register_code("people.union.dissolved", sentence=_("Dissolved the union, on %(day)s"))
TAKEN_BACK = register_code(
    "people.union.act_taken_back",
    sentence=_("Took back “%(act)s” of %(day)s: %(reason)s"),
    words={"act": label_of(UnionVersion.Reason)},
)
TIED = register_code("people.union.tied", sentence=_("Tied the union to %(upper)s as well, from %(day)s on"))
UNTIED = register_code("people.union.untied", sentence=_("Ended the union's tie to %(upper)s, on %(day)s"))
COVERED = register_code(
    "people.union.covered", sentence=_("Entered that the union covers %(employer)s, from %(day)s on")
)
UNCOVERED = register_code(
    "people.union.uncovered", sentence=_("Entered that the union covers %(employer)s no longer, from %(day)s on")
)
