"""What entering and comparing large lists no longer pays for (decision 7).

- `Person.listed` tells that a row says what it said when it entered the record, and that nothing was changed since:
  such a row needs no opening of sealed details. `people_roster_known` hands it out with what else must still hold.
- What is a person's own (documents, details, work, memberships and their steps) loses its foreign key to the person in
  the database, as tokens and digests did.
- Indexes go that are the beginning of another one (of merged records: 0161 and 0162).
"""

from __future__ import annotations

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

former = import_module("niangjia.engines.people.migrations.0100_roster")
REACH, SAFE, LIVING = former.REACH, former.SAFE, former.LIVING

# `listed` is the row's key id and digest, and behind it when the record was changed last, as 8 bytes.
KNOWN = f"""
    DROP FUNCTION people_roster_known;
    CREATE FUNCTION people_roster_known(p_kinds text[], p_digests bytea[])
    RETURNS TABLE (n int, person bigint, member boolean, home bigint, of_union bigint, listed bytea)
    LANGUAGE sql STABLE {SAFE} AS $$
        SELECT g.n::int, s.id, m.id IS NOT NULL, s.home_id,
            CASE WHEN s.id IS NOT NULL THEN m.union_id END, s.listed || timestamptz_send(s.changed)
        FROM unnest(p_kinds, p_digests) WITH ORDINALITY g (kind, digest, n)
        JOIN people_personidentifier i ON i.digest = g.digest AND i.kind = g.kind
        JOIN people_person p ON p.id = i.person_id JOIN people_union u ON u.id = p.home_id
        LEFT JOIN people_membership m ON m.person_id = p.id AND m.state IN {LIVING}
        LEFT JOIN LATERAL (
            SELECT p.id, p.home_id, p.listed, p.changed WHERE u.place <@ {REACH}
        ) s ON true
    $$
"""
ENTER = (
    former.ENTER.replace("p_tokens text[],", "p_tokens text[], p_listed bytea[],")
    .replace("created, changed)\n", "listed, created, changed)\n")
    .replace("p_skills, p_forms, p_platforms) g;", "p_skills, p_forms, p_platforms, p_listed) g;")
)
OLD_ENTER = "DROP FUNCTION people_roster_enter"
OLD_KNOWN = former.KNOWN


class Migration(migrations.Migration):
    dependencies = [("people", "0150_who_consented")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="listed",
            field=models.BinaryField(editable=False, max_length=17, null=True),
        ),
        migrations.RunSQL(KNOWN, f"DROP FUNCTION people_roster_known; {OLD_KNOWN}"),
        migrations.RunSQL(f"{OLD_ENTER}; {ENTER}", f"{OLD_ENTER}; {former.ENTER}"),
        migrations.AlterField(
            model_name="identitydocument",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="documents",
                to="people.person",
            ),
        ),
        migrations.AlterField(
            model_name="sealeddetail",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="details",
                to="people.person",
            ),
        ),
        migrations.AlterField(
            model_name="membershipchange",
            name="membership",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="people.membership",
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="people.person",
            ),
        ),
        migrations.AlterField(
            model_name="employment",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="employments",
                to="people.person",
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="union",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="people.union",
            ),
        ),
        migrations.AlterField(
            model_name="person",
            name="home",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.union"
            ),
        ),
    ]
