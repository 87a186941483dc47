"""Days in their order, a passport's country, and reasons that an erasure empties.

Checks come without a look at the rows that are there, which would keep writers waiting; the look follows in a statement
of its own that keeps nobody waiting. Should a row be found that is wrong, mend it and migrate again.
"""

from __future__ import annotations

from datetime import timedelta

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import F, Q

TO_THE_LAST = Q(ended__gte=F("started"))
HALF_OPEN = Q(valid_to__gte=F("valid_from"))
CHECKS = (
    ("membership", "membership_days", TO_THE_LAST),
    ("employment", "employment_days", TO_THE_LAST),
    ("unionversion", "union_version_days", HALF_OPEN),
    ("secondarytie", "tie_days", HALF_OPEN),
    ("coverage", "coverage_days", HALF_OPEN),
    ("post", "post_days", Q(ends__gte=F("started") - timedelta(days=1))),
)
# Reasons are typed by people and tell of people; the rows are append-only for the app, so their owner empties them, and
# only of somebody who was erased.
FORGET = """
    CREATE FUNCTION people_forget_reasons(person bigint) RETURNS void LANGUAGE sql SECURITY DEFINER
    BEGIN ATOMIC
        UPDATE people_membershipchange SET reason = '' FROM people_membership m, people_person p
        WHERE m.id = membership_id AND p.id = m.person_id AND p.id = $1 AND p.state = 'erased' AND reason <> '';
    END
"""


def _checked() -> list[migrations.operations.base.Operation]:
    operations: list[migrations.operations.base.Operation] = []
    for model, name, condition in CHECKS:
        operations += [
            # Left by a try that found a wrong row.
            migrations.RunSQL(f"ALTER TABLE people_{model} DROP CONSTRAINT IF EXISTS {name}", migrations.RunSQL.noop),
            AddConstraintNotValid(model, models.CheckConstraint(condition=condition, name=name)),
            ValidateConstraint(model, name),
        ]
    return operations


class Migration(migrations.Migration):
    atomic = False  # each statement by itself: the looks hold no lock of the checks

    dependencies = [("people", "0085_not_the_same")]

    operations = [
        *_checked(),
        migrations.RunSQL("DROP FUNCTION IF EXISTS people_forget_reasons(bigint)", migrations.RunSQL.noop),
        migrations.RunSQL(FORGET, "DROP FUNCTION people_forget_reasons(bigint)"),
        migrations.AddField(
            model_name="identitydocument",
            name="country",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=3, verbose_name="issuing country"
            ),
        ),
    ]
