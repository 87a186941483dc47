from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from niangjia.engines.papers.kinds.kind import Retention, title_of
from niangjia.foundation.clock import now, today
from niangjia.foundation.secrets.fields import SecretField

from .tokens import new_token

if TYPE_CHECKING:
    from niangjia.engines.papers.kinds.kind import PaperKind
    from niangjia.foundation.access.models import Account

LONGEST_CAPTION, LONGEST_REASON = 120, 200


class State(models.TextChoices):
    """Where a paper stands. Kinds leave steps out; whether it was revoked is said apart."""

    DRAFT = "draft", _("draft")
    CHECKED = "checked", _("checked, ready to sign")
    SIGNED = "signed", _("signed")
    SEALED = "sealed", _("sealed")
    DELIVERED = "delivered", _("delivered")
    FILED = "filed", _("filed")
    DISCARDED = "discarded", _("thrown away")


ISSUED = (State.SIGNED, State.SEALED, State.DELIVERED, State.FILED)


class Sealing(models.TextChoices):
    INK = "ink", _("stamped by hand")
    ELECTRONIC = "electronic", _("electronic seal")


def _account() -> models.ForeignKey[Account | None, Account | None]:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")


class Paper(models.Model):
    """An official document of a union.

    What it says is sealed: `data` is the JSON that it was drafted from, `content` what was frozen at signing and is
    printed and shown from then on. `digest` is that of the content with number and date. `token` stands in the
    address behind the code on the paper; whoever has it learns whether the paper is genuine and holds, no more.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind of the paper"), max_length=64)
    union = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    about_type = models.CharField(_("about"), max_length=40, blank=True, default="")
    about_id = models.CharField(max_length=40, blank=True, default="")
    caption = models.CharField(_("what it is about"), max_length=LONGEST_CAPTION)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    number = models.CharField(_("number of the paper"), max_length=64, blank=True, default="")
    dated = models.DateField(_("date of the paper"), null=True, blank=True)
    data = SecretField(_("data"), owner="uid")
    content = SecretField(_("content"), owner="uid", null=True, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True, default="")
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    copies = models.PositiveSmallIntegerField(_("copies"), default=1)
    holds_until = models.DateField(_("in force until"), null=True, blank=True)
    decided_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="decides")
    entered_later = models.BooleanField(_("entered later"), default=False)
    drafted, drafted_by = models.DateTimeField(_("drafted"), default=now), _account()
    checked, checked_by = models.DateTimeField(_("checked, ready to sign"), null=True, blank=True), _account()
    back_reason = SecretField(_("sent back because"), owner="uid", null=True, blank=True)
    signed, signed_by = models.DateTimeField(_("signed"), null=True, blank=True), _account()
    sealed, sealed_by = models.DateTimeField(_("sealed"), null=True, blank=True), _account()
    sealing = models.CharField(_("how sealed"), max_length=12, choices=Sealing, blank=True, default="")
    seal_provider = models.CharField(_("seal of"), max_length=32, blank=True, default="")
    seal_proof = models.TextField(_("proof of the seal"), blank=True, default="")
    filed, filed_by = models.DateTimeField(_("filed"), null=True, blank=True), _account()
    archive = models.CharField(_("archive number"), max_length=64, blank=True, default="")
    retention = models.CharField(_("kept"), max_length=4, choices=Retention)
    keep_until = models.DateField(_("kept until"), null=True, blank=True)
    revoked, revoked_by = models.DateTimeField(_("revoked"), null=True, blank=True), _account()
    revoke_reason = SecretField(_("revoked because"), owner="uid", null=True, blank=True)

    class Meta:
        verbose_name = _("official paper")
        verbose_name_plural = _("papers")
        constraints = [
            models.UniqueConstraint(
                fields=["union", "number"], condition=~models.Q(number=""), name="paper_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(content__isnull=False) | models.Q(state__in=("draft", "checked", "discarded")),
                name="paper_issued_is_frozen",
            ),
        ]
        indexes = [
            models.Index(fields=["union", "state", "-drafted"], name="paper_union_state"),
            models.Index(fields=["about_type", "about_id"], name="paper_about"),
            models.Index(fields=["union", "-signed"], name="paper_union_signed"),
        ]

    def __str__(self) -> str:
        return f"paper {self.pk}"

    @property
    def issued(self) -> bool:
        """Whether it was signed and counts as a paper."""
        return self.state in ISSUED

    @property
    def holds(self) -> bool:
        """Whether it is in force today."""
        return self.issued and self.revoked is None and (self.holds_until is None or today() <= self.holds_until)

    @property
    def title(self) -> str:
        return title_of(self.kind)

    @property
    def kind_or_none(self) -> PaperKind | None:
        """Its kind; None for one whose service is gone: the paper can still be read, and takes no more steps."""
        from niangjia.engines.papers.kinds.kind import find

        return find(self.kind)

    @property
    def known_kind(self) -> PaperKind:
        """Raises UnknownPaper for a kind that this version does not have any more."""
        from niangjia.engines.papers.kinds.kind import known

        return known(self.kind)


class Delivery(models.Model):
    """A copy of a paper on its way to somebody, and the proof of its service (送达回证). Names are sealed."""

    class Way(models.TextChoices):
        """In the order of 民事诉讼法 arts 88-95, which other bodies follow by analogy."""

        HAND = "hand", _("handed over")
        LEFT = "left", _("left at the place, with witnesses")
        POST = "post", _("by post")
        ELECTRONIC = "electronic", _("electronically")
        OTHERS = "others", _("through another union or the employer")
        NOTICE = "notice", _("by public notice")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="deliveries")
    to_union = models.ForeignKey("people.Union", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    to_name = SecretField(_("to whom"), owner="uid")
    way = models.CharField(_("how"), max_length=12, choices=Way, default=Way.HAND)
    copies = models.PositiveSmallIntegerField(_("copies"), default=1)
    sent, sent_by = models.DateField(_("sent on")), _account()
    received = models.DateField(_("received on"), null=True, blank=True)
    received_by = SecretField(_("received by"), owner="uid", null=True, blank=True)
    relation = models.CharField(_("relation to the receiver"), max_length=32, blank=True, default="")
    note = models.CharField(_("note"), max_length=LONGEST_REASON, blank=True, default="")
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)

    class Meta:
        verbose_name = _("delivery of a paper")
        verbose_name_plural = _("deliveries of papers")
        constraints = [
            models.CheckConstraint(condition=models.Q(received__gte=models.F("sent")), name="delivery_days"),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk} of paper {self.paper_id}"


class UnionWord(models.Model):
    """What a union's numbers begin with (机关代字), such as 石矿工; a number keeps that of its day."""

    union = models.OneToOneField("people.Union", on_delete=models.CASCADE, related_name="+")
    word = models.CharField(_("word in numbers"), max_length=12)

    class Meta:
        verbose_name = _("union's word in numbers")
        verbose_name_plural = _("unions' words in numbers")

    def __str__(self) -> str:
        return self.word
