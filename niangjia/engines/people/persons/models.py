from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niangjia.engines.people import codes
from niangjia.foundation.clock import now
from niangjia.foundation.identity.kinds import DocumentKind
from niangjia.foundation.secrets.fields import SecretField

from .managers import ScopedManager, ScopedMeta

DOCUMENT_KINDS = [(kind.value, kind.value) for kind in DocumentKind]


class Person(models.Model):
    """A human being whom the union knows: a member, a worker who is none, or somebody else who holds a post.

    `home` is the union that keeps the record: that of the membership, else of the place of work; scope follows from
    it. Sex and birth date come from the identity document where there is one.
    """

    class State(models.TextChoices):
        COMPLETE = "complete", _("complete")
        INCOMPLETE = "incomplete", _("incomplete")
        MERGED = "merged", _("merged into another record")
        ERASED = "erased", _("erased: nothing personal is left")

    # Indexes below begin with it.
    home = models.ForeignKey("people.Union", on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(_("state of the record"), max_length=12, choices=State, default=State.COMPLETE)
    lacks = models.CharField(_("what is missing"), max_length=64, blank=True, default="")
    name = models.CharField(pgettext_lazy("person", "name"), max_length=64)
    name_key = models.CharField(max_length=96, db_collation="C")  # sorts by pinyin
    sex = models.CharField(_("sex"), max_length=1, choices=codes.Sex, default=codes.Sex.UNKNOWN)
    born = models.DateField(_("born on"), null=True, blank=True)
    ethnicity = models.CharField(_("ethnicity (GB/T 3304)"), max_length=2, blank=True, default="")
    native_place = models.CharField(_("native place"), max_length=64, blank=True, default="")
    education = models.CharField(_("education"), max_length=2, choices=codes.Education, blank=True, default="")
    political = models.CharField(
        _("political status"), max_length=2, choices=codes.PoliticalStatus, blank=True, default=""
    )
    household = models.CharField(_("household"), max_length=1, choices=codes.HouseholdType, blank=True, default="")
    household_region = models.CharField(_("household's region (GB/T 2260)"), max_length=6, blank=True, default="")
    is_migrant = models.BooleanField(_("migrant rural worker"), default=False)
    work_state = models.CharField(_("work"), max_length=1, choices=codes.WorkState, blank=True, default="")
    skill = models.CharField(_("skill grade"), max_length=1, choices=codes.SkillGrade, blank=True, default="")
    new_form = models.CharField(_("new form of work"), max_length=2, choices=codes.NewForm, blank=True, default="")
    platform = models.CharField(_("platform"), max_length=64, blank=True, default="")
    died = models.DateField(_("died on"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    account = models.OneToOneField(
        "access.Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="person"
    )
    created = models.DateTimeField(default=now, editable=False)
    changed = models.DateTimeField(default=now, editable=False)
    # What the list said that entered the record, as a keyed digest until the next change (roster/staging/listed.py).
    listed = models.BinaryField(max_length=17, null=True, editable=False)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta(ScopedMeta):
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        indexes = [
            models.Index(fields=["home", "name_key", "id"], name="person_home_name"),
            models.Index(fields=["name_key", "id"], name="person_name"),
            models.Index(
                fields=["merged_into"], condition=models.Q(merged_into__isnull=False), name="person_merged_into"
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"  # never the name: this is what logs and error pages show


class PersonName(models.Model):
    """What a name is found by: parts of it, its pinyin and initials (see foundation/chinese)."""

    # No foreign key in the database here and in the next three: it would be looked up 13 times for each who enters.
    # The policies let nobody write a row whose person is not there, and nobody deletes persons (decision 7).
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="name_tokens", db_constraint=False)
    # Collation C: a beginning is a range of the index, and its comparison is leakproof, so that row-level security
    # lets the index be used.
    token = models.CharField(max_length=48, db_collation="C")

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta(ScopedMeta):
        indexes = [models.Index(fields=["token", "person"], name="name_token")]

    def __str__(self) -> str:
        return f"name of person {self.person_id}"


class PersonIdentifier(models.Model):
    """A keyed digest by which a person is found: of a document's number, its last four, or a phone.

    One row for every living key id, so that keys rotate while everybody stays findable.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identifiers", db_constraint=False)
    kind = models.CharField(max_length=40)
    key_id = models.PositiveSmallIntegerField()
    digest = models.BinaryField(max_length=32)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta(ScopedMeta):
        constraints = [
            # One document, one person; phones and last four digits are shared by many.
            models.UniqueConstraint(
                fields=["digest", "kind", "key_id"],
                condition=models.Q(kind__startswith="document:"),
                name="one_document_one_person",
            ),
        ]
        indexes = [models.Index(fields=["digest", "kind"], name="identifier_digest")]

    def __str__(self) -> str:
        return f"{self.kind} of person {self.person_id}"


class IdentityDocument(models.Model):
    """A document that a person holds, its number sealed."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="documents", db_constraint=False)
    kind = models.CharField(_("document"), max_length=24, choices=DOCUMENT_KINDS)
    number = SecretField(_("number"), owner="person_id")
    # Of passports: each country numbers its own. Three letters (GB/T 2659), "" where it was not said.
    country = models.CharField(_("issuing country"), max_length=3, blank=True, default="", db_default="")
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    is_main = models.BooleanField(default=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta(ScopedMeta):
        verbose_name = _("identity document")
        verbose_name_plural = _("identity documents")
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(is_main=True), name="one_main_document"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of person {self.person_id}"


class SealedDetail(models.Model):
    """A phone, an address, a bank card: sealed, several of a kind, the first by `position`."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("telephone")
        ADDRESS = "address", _("home address")
        BANK_CARD = "bank_card", _("bank card")

    # `one_detail_a_position` begins with it.
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="details", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=12, choices=Kind)
    value = SecretField(owner="person_id")
    position = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta(ScopedMeta):
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "position"], name="one_detail_a_position"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of person {self.person_id}"


class Relative(models.Model):
    """A member of a person's family, as the person said; linked if the relative is known here as well."""

    class Relation(models.TextChoices):
        SPOUSE = "spouse", _("spouse")
        CHILD = "child", _("child")
        PARENT = "parent", _("parent")
        PARENT_IN_LAW = "parent_in_law", _("parent-in-law")
        SIBLING = "sibling", _("brother or sister")
        OTHER = "other", _("other relative")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="family")
    relation = models.CharField(_("relation"), max_length=16, choices=Relation)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=64)
    born = models.DateField(_("born on"), null=True, blank=True)
    number = SecretField(_("document number"), owner="person_id", null=True, blank=True)
    known_as = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta(ScopedMeta):
        verbose_name = _("relative")
        verbose_name_plural = _("relatives")

    def __str__(self) -> str:
        return f"{self.relation} of person {self.person_id}"
