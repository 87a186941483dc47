"""Code tables of the register. The stored value is the national code where a standard has one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """GB/T 2261.1."""

    UNKNOWN = "0", _("unknown")
    MALE = "1", _("male")
    FEMALE = "2", _("female")


class Education(models.TextChoices):
    """GB/T 4658, in the steps that rolls use."""

    POSTGRADUATE = "10", _("postgraduate")
    BACHELOR = "20", _("university")
    COLLEGE = "30", _("junior college")
    VOCATIONAL = "40", _("technical school")
    SENIOR = "60", _("senior high school")
    JUNIOR = "70", _("junior high school")
    PRIMARY = "80", _("primary school or less")


class PoliticalStatus(models.TextChoices):
    """GB/T 4762."""

    PARTY = "01", _("member of the CPC")
    PROBATIONARY = "02", _("probationary member of the CPC")
    LEAGUE = "03", _("member of the Youth League")
    REVOLUTIONARY = "04", _("member of the RCCK")
    DEMOCRATIC_LEAGUE = "05", _("member of the CDL")
    CONSTRUCTION = "06", _("member of the CNDCA")
    PROMOTING = "07", _("member of the CAPD")
    PEASANTS = "08", _("member of the CPWDP")
    ZHI_GONG = "09", _("member of the Zhi Gong Party")
    JIUSAN = "10", _("member of the Jiusan Society")
    TAIWAN_LEAGUE = "11", _("member of the TDSL")
    NO_PARTY = "12", _("personage without party")
    MASSES = "13", _("without party")


class HouseholdType(models.TextChoices):
    LOCAL_URBAN = "1", _("local, urban")
    LOCAL_RURAL = "2", _("local, rural")
    OTHER_URBAN = "3", _("from elsewhere, urban")
    OTHER_RURAL = "4", _("from elsewhere, rural")


class SkillGrade(models.TextChoices):
    """The eight new grades, from below."""

    APPRENTICE = "1", _("apprentice")
    JUNIOR = "2", _("junior worker")
    MIDDLE = "3", _("intermediate worker")
    SENIOR = "4", _("senior worker")
    TECHNICIAN = "5", _("technician")
    SENIOR_TECHNICIAN = "6", _("senior technician")
    SPECIAL_TECHNICIAN = "7", _("special technician")
    CHIEF_TECHNICIAN = "8", _("chief technician")


class WorkState(models.TextChoices):
    """Never worked out from the age: retirement is a choice since 2025."""

    IN_POST = "1", _("in post")
    WAITING = "2", _("waiting for a post")
    JOBLESS = "3", _("jobless")
    INTERNALLY_RETIRED = "4", _("internally retired")
    SICK_LEAVE = "5", _("on sick leave")
    RETIRED = "6", _("retired")
    FLEXIBLE = "7", _("in flexible work")
    OTHER = "9", _("other")


class NewForm(models.TextChoices):
    """Kinds of new forms of employment (八大群体, and ride-hailing)."""

    LORRY = "1", _("lorry driver")
    COURIER = "2", _("courier")
    CARE = "3", _("nursing worker")
    DOMESTIC = "4", _("domestic worker")
    MALL = "5", _("shopping guide")
    FOOD = "6", _("food delivery rider")
    ESTATE = "7", _("estate agent")
    GUARD = "8", _("security guard")
    RIDE = "9", _("ride-hailing driver")
    OTHER = "99", _("other new form")
