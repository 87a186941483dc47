from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.unions.models import Kind
from niangjia.foundation.clock import now
from niangjia.foundation.secrets.fields import SecretField

PROTECT = models.PROTECT


class Founding(models.Model):
    """A union that is asked for: by whom is the matter's to say, for whom stands here.

    `above` answers the request; `union` is there from the day on which preparing it was approved. What was written of
    persons (who wants it, how to reach them, the preparation group) is sealed.
    """

    class Scope(models.TextChoices):
        EMPLOYER = "employer", _("one employer")
        AREA = "area", _("an area")
        TRADE = "trade", _("a trade")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    above = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    union = models.OneToOneField("people.Union", on_delete=PROTECT, null=True, blank=True, related_name="+")
    matter = models.OneToOneField("matters.Matter", on_delete=PROTECT, null=True, blank=True, related_name="+")
    # Who asked: what they wrote is forgotten with their record.
    applicant = models.ForeignKey("people.Person", on_delete=PROTECT, null=True, blank=True, related_name="+")
    employer = models.ForeignKey("people.Employer", on_delete=PROTECT, null=True, blank=True, related_name="+")
    scope = models.CharField(_("for whom"), max_length=8, choices=Scope)
    name = models.CharField(_("employer, area or trade"), max_length=128)
    uscc = models.CharField(_("social credit code of the employer"), max_length=18, blank=True, default="")
    workers = models.PositiveIntegerField(_("workers"))
    women = models.PositiveIntegerField(_("women among them"), default=0)
    willing = models.PositiveIntegerField(_("how many want to join"), default=0)
    # What the union above says when it lets the union be prepared.
    union_name = models.CharField(_("name of the union"), max_length=128, blank=True, default="")
    union_code = models.CharField(_("code of the union"), max_length=32, blank=True, default="")
    union_kind = models.CharField(_("kind"), max_length=16, choices=Kind, blank=True, default="")
    organiser = models.ForeignKey("people.Person", on_delete=PROTECT, null=True, blank=True, related_name="+")
    party_branch = models.CharField(_("Party branch in the unit"), max_length=128, blank=True, default="")
    together_on = models.DateField(_("founded together with the Party branch on"), null=True, blank=True)
    said: SecretField[Any, Any] = SecretField(owner="id")  # JSON of saying.Said
    made = models.DateTimeField(default=now, editable=False)
    ended = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("founding of a union")
        verbose_name_plural = _("foundings of unions")
        indexes = [models.Index(fields=["above", "-made"], name="founding_above")]

    def __str__(self) -> str:
        return f"founding {self.pk}"


class LegalPerson(models.Model):
    """One certificate of a union as a legal person, from the day of issue to the end of the term that it goes with.

    The one in force is the last that was not ended.
    """

    class Act(models.TextChoices):
        FIRST = "first", _("first entry")
        CHANGE = "change", _("change")
        REPLACE = "replace", _("replacement")

    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    act = models.CharField(_("why it was issued"), max_length=8, choices=Act)
    number = models.CharField(_("number"), max_length=32)
    issued = models.DateField(_("issued on"))
    expires = models.DateField(_("valid until"))
    term = models.PositiveSmallIntegerField(_("term number"), null=True, blank=True)
    matter = models.ForeignKey("matters.Matter", on_delete=PROTECT, null=True, blank=True, related_name="+")
    ended = models.DateField(_("given back or cancelled on"), null=True, blank=True)
    # Which one it took the place of: that one counts again when this one was never issued.
    replaced = models.ForeignKey("self", on_delete=PROTECT, null=True, blank=True, related_name="+")
    # What the register had where no certificate of ours was in force: that counts again when this one is taken back.
    was_number = models.CharField(_("number before"), max_length=32, blank=True, default="")
    was_expires = models.DateField(_("valid until before"), null=True, blank=True)
    made = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("legal-person certificate")
        verbose_name_plural = _("legal-person certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["union"], condition=models.Q(ended=None), name="founding_certificate_one"
            ),
            models.CheckConstraint(
                condition=models.Q(expires__gte=models.F("issued")), name="founding_certificate_days"
            ),
        ]

    def __str__(self) -> str:
        return f"certificate {self.pk}"


class SealSpecimen(models.Model):
    """A seal that was made and put on record, and the account opened with it; the account's number is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    union = models.ForeignKey("people.Union", on_delete=PROTECT, related_name="+")
    matter = models.ForeignKey("matters.Matter", on_delete=PROTECT, null=True, blank=True, related_name="+")
    wording = models.CharField(_("what the seal says"), max_length=128)
    cut = models.DateField(_("made on"))
    bank = models.CharField(_("bank"), max_length=128, blank=True, default="")
    account: SecretField[Any, Any] = SecretField(owner="id", null=True, blank=True)
    handed_in = models.DateField(_("handed in on"), null=True, blank=True)
    made = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("seal on record")
        verbose_name_plural = _("seals on record")
        indexes = [models.Index(fields=["union"], name="founding_seal_union")]

    def __str__(self) -> str:
        return f"seal {self.pk}"
