from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.clock import now, today
from niangjia.foundation.secrets.fields import SecretField

PROTECT, CASCADE = models.PROTECT, models.CASCADE


class Category(models.TextChoices):
    """What it is about (劳动争议调解仲裁法第二条). Of wages the year runs otherwise (第二十七条第四款)."""

    RELATION = "relation", _("whether there is an employment")
    CONTRACT = "contract", _("contract: made, changed, ended")
    LEAVING = "leaving", _("dismissal or leaving")
    CONDITIONS = "conditions", _("hours, leave, insurance, welfare, training, protection")
    WAGES = "wages", _("pay that is owed")
    MONEY = "money", _("injury costs, compensation")
    OTHER = "other", _("other disputes of work")


class Way(models.TextChoices):
    PORTAL = "portal", _("applied on the phone")
    SPOKEN = "spoken", _("applied in person or in writing")
    HANDED = "handed", _("handed over from another service")


class Dispute(models.Model):
    """A dispute in mediation. What was said is sealed; where it stands is the matter's to say.

    `applied` is the day from which the law's days run; `knew` when the worker knew of the wrong, `left` when the
    employment ended. `people` is how many apply together. `agreed` is the sum that both sides agreed on, in yuan; it
    is due by instalments. `erased` is the day on which the applicant's record was erased, where there was one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.OneToOneField("matters.Matter", on_delete=PROTECT, null=True, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=PROTECT, null=True, blank=True, related_name="+")
    origin = models.ForeignKey("matters.Matter", on_delete=PROTECT, null=True, blank=True, related_name="+")
    way = models.CharField(_("how it came"), max_length=8, choices=Way)
    category = models.CharField(_("kind of dispute"), max_length=12, choices=Category)
    said: SecretField[Any, Any] = SecretField(owner="id")  # JSON of said.Said
    people = models.PositiveSmallIntegerField(_("how many apply"), default=1)
    amount = models.DecimalField(_("yuan claimed"), max_digits=14, decimal_places=2, null=True, blank=True)
    applied = models.DateField(_("applied on"), default=today)
    knew = models.DateField(_("known since"), null=True, blank=True)
    left = models.DateField(_("employment ended on"), null=True, blank=True)
    terms: SecretField[Any, Any] = SecretField(owner="id", null=True, blank=True)
    agreed = models.DecimalField(_("yuan agreed"), max_digits=14, decimal_places=2, null=True, blank=True)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    near = models.DateField(_("day for arbitration that comes near"), null=True, blank=True)  # by the nightly job
    made = models.DateTimeField(default=now)
    erased = models.DateField(_("record erased on"), null=True, blank=True)

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")

    def __str__(self) -> str:
        return f"dispute {self.pk}"


class Session(models.Model):
    """A session of both sides with the mediators. Without a record it is still to come."""

    dispute = models.ForeignKey(Dispute, on_delete=CASCADE, related_name="sessions")
    held = models.DateTimeField(_("when"))
    place = models.CharField(_("where"), max_length=100)
    record: SecretField[Any, Any] = SecretField(owner="dispute_id", null=True, blank=True)  # JSON of said.Record
    recorded = models.DateTimeField(_("recorded"), null=True, blank=True)
    off = models.DateTimeField(_("called off at"), null=True, blank=True)

    class Meta:
        verbose_name = _("session of a mediation")
        verbose_name_plural = _("sessions of mediations")

    def __str__(self) -> str:
        return f"session {self.pk}"


class Instalment(models.Model):
    """What the employer is to pay by a day, and what it has paid of that."""

    dispute = models.ForeignKey(Dispute, on_delete=CASCADE, related_name="instalments")
    due = models.DateField(_("due on"))
    amount = models.DecimalField(_("yuan"), max_digits=14, decimal_places=2)
    paid = models.DecimalField(_("yuan paid"), max_digits=14, decimal_places=2, default=0)  # sum of its payments

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="instalment_amount"),
            models.CheckConstraint(
                condition=models.Q(paid__gte=0, paid__lte=models.F("amount")), name="instalment_paid"
            ),
        ]

    def __str__(self) -> str:
        return f"instalment {self.pk}"


class Payment(models.Model):
    """A payment as it was noted; one that was noted wrongly is taken back and stays to be seen."""

    instalment = models.ForeignKey(Instalment, on_delete=CASCADE, related_name="payments")
    amount = models.DecimalField(_("yuan paid"), max_digits=14, decimal_places=2)
    day = models.DateField(_("paid on"))
    noted = models.DateTimeField(default=now)
    off = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("payment of an instalment")
        verbose_name_plural = _("payments of instalments")
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_amount")]

    def __str__(self) -> str:
        return f"payment {self.pk}"


class Recusal(models.Model):
    """A mediator who keeps out of a dispute, or is asked to."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        OUT = "out", _("keeps out")
        STAYS = "stays", _("stays")

    dispute = models.ForeignKey(Dispute, on_delete=CASCADE, related_name="recusals")
    person = models.ForeignKey("people.Person", on_delete=PROTECT, related_name="+")  # who mediates
    why: SecretField[Any, Any] = SecretField(owner="dispute_id")
    state = models.CharField(_("state"), max_length=8, choices=State)
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        constraints = [models.UniqueConstraint(fields=["dispute", "person"], name="recusal_once")]

    def __str__(self) -> str:
        return f"recusal {self.pk}"
