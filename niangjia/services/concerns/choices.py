"""What a concern may be, where it comes from, what came of it."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """Which rules it is handled by (信访工作条例 第二十九条至第三十一条: suggestions, complaints, claims)."""

    CLAIM = "claim", _("I want something put right or paid")
    QUESTION = "question", _("I have a question")
    SUGGESTION = "suggestion", _("I suggest something")
    ACCUSATION = "accusation", _("I complain about what somebody did")


class Category(TextChoices):
    """What it is about; after 劳动争议调解仲裁法 第二条 and the field's own words."""

    WAGES = "wages", _("wages")
    HOURS = "hours", _("working hours, overtime, leave")
    SAFETY = "safety", _("safety and health at work")
    INJURY = "injury", _("work injury, occupational disease")
    CONTRACT = "contract", _("contract, dismissal")
    INSURANCE = "insurance", _("social insurance, housing fund")
    WELFARE = "welfare", _("welfare, canteen, dormitory")
    WOMEN = "women", _("women's rights, harassment")
    UNION = "union", _("the union itself")
    OTHER = "other", pgettext_lazy("concern", "something else")


class Choice(TextChoices):
    """Who gets it."""

    OWN = "own", _("my own union")
    ABOVE = "above", _("directly the union above")
    ANONYMOUS = "anonymous", _("without my name")


class Way(TextChoices):
    """How it came; what staff entered says so."""

    PORTAL = "portal", _("on the phone or computer")
    CALL = "call", _("by telephone, entered by staff")
    VISIT = "visit", _("in person, entered by staff")
    LETTER = "letter", _("by letter, entered by staff")
    ANONYMOUS = "anonymous", _("without a name, with a receipt")


class Difficulty(TextChoices):
    """Of what runs on the lighter time limits of the place (questions, suggestions)."""

    ORDINARY = "ordinary", _("ordinary")
    DIFFICULT = "difficult", _("difficult")
    COMPLEX = "complex", _("specially complex")


class Result(TextChoices):
    """What came of it."""

    SOLVED = "solved", _("solved for the worker")
    PARTLY = "partly", _("solved in part")
    EXPLAINED = "explained", _("explained: the law does not give it")
    MEDIATION = "mediation", _("led to mediation or arbitration")
    ANSWERED = "answered", _("answered")


DISPUTES = (Category.WAGES, Category.HOURS, Category.CONTRACT, Category.INSURANCE, Category.INJURY)
