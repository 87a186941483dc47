"""How each field is filled in, in a sentence for the template; and an invented example."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from niangjia.engines.people import codes
from niangjia.engines.people.roster.shapes import DocumentValue, Values

DAY = _("A day like 2021-06-01; 2021.6.1 and 2021年6月1日 are understood as well")
CHOICE = _("Choose from the list")
HINTS = {
    "name": _("As in the identity document"),
    "document_kind": _("Choose from the list; may be left empty where all have a resident ID"),
    "document_number": _("As text, all 18 characters; whoever has none comes in as incomplete and is not counted"),
    "document_until": DAY,
    "sex": _("May be left empty: follows from the resident ID"),
    "born": _("May be left empty: follows from the resident ID"),
    "native_place": _("Province and county, in words"),
    "household_region": _("Province, city and county in words, or the six figures of the region"),
    "is_migrant": _("Yes or no"),
    "platform": _("For workers of a platform: its name"),
    "phone": _("A mobile number of 11 figures, or a landline with its area code"),
    "address": _("Where the person lives"),
    "bank_card": _("As text"),
    "union": _("Code, full name or short name of the union; choose from the list where there is one"),
    "union_code": _("As in the tree of unions"),
    "joined": DAY,
    "member_number": _("As text"),
    "employer": _("Full name, as registered here"),
    "employer_code": _("As text, all 18 characters"),
    "job": _("What the person does there"),
    "employed": DAY,
    "serial": _("For your own use: not read"),
    "age": _("Not read: follows from the birth date"),
    "note": _("For your own use: not read"),
}
EXAMPLE: Values = {
    "name": "王小梅",
    "documents": (DocumentValue("resident_id", "110000199001010021", date(2040, 1, 1)),),
    "sex": "2", "born": date(1990, 1, 1), "ethnicity": "01", "native_place": "河南西华", "education": "20",
    "political": "13", "household": "2", "household_region": "411622", "is_migrant": True, "work_state": "1",
    "skill": "4", "new_form": codes.NewForm.COURIER.value, "platform": "某某平台",
    "phones": ("+8613800138000",), "address": "建设路1号",
    "bank_card": "6222021001112247", "joined": date(2021, 6, 1), "member_number": "000123",
    "employer": "某某机械有限公司", "employer_code": "91110101123456788A", "employment": "direct", "job": "车工",
    "employed": date(2019, 3, 1),
}  # fmt: skip
