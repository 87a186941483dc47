"""Lists of members on their way into the register, and the three functions by which many enter at once.

The functions act as the tables' owner, whom row-level security does not bind; each looks at the scope itself, once for
a lot and not once for a row (docs/decisions/0007-how-lists-enter-the-register.md):

- `people_roster_known` tells of documents whether somebody has them: whom, where the scope shows it, else only that
  it is so, and whether that is a member.
- `people_roster_records` gives what a list is compared with, of persons in the scope.
- `people_roster_enter` adds persons with all that is theirs, to unions of the scope; it touches no row that is there.

Tokens of names and digests lose their foreign key: checking those ten for every person took a fifth of entering it.
"""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import niangjia.engines.people.roster.models
import niangjia.foundation.clock

# Never the setting itself: this refuses the ranges of a former numbering of the tree (0060).
REACH = "(SELECT access_reach())"
SAFE = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
LIVING = "('active', 'incomplete', 'transferring', 'retained')"

KNOWN = f"""
    CREATE FUNCTION people_roster_known(p_kinds text[], p_digests bytea[])
    RETURNS TABLE (n int, person bigint, member boolean) LANGUAGE sql STABLE {SAFE} AS $$
        SELECT g.n::int, CASE WHEN u.place <@ {REACH} THEN p.id END,
            EXISTS (SELECT FROM people_membership m WHERE m.person_id = p.id AND m.state IN {LIVING})
        FROM unnest(p_kinds, p_digests) WITH ORDINALITY g (kind, digest, n)
        JOIN people_personidentifier i ON i.digest = g.digest AND i.kind = g.kind
        JOIN people_person p ON p.id = i.person_id JOIN people_union u ON u.id = p.home_id
    $$
"""
RECORDS = f"""
    CREATE FUNCTION people_roster_records(p_ids bigint[])
    RETURNS TABLE (id bigint, home bigint, state text, name text, sex text, born date, ethnicity text,
        native_place text, education text, political text, household text, household_region text, is_migrant boolean,
        work_state text, skill text, new_form text, platform text, died date,
        membership bigint, union_id bigint, standing text, joined date, member_number text,
        documents text, phone bytea, second_phone bytea, address bytea, bank_card bytea, employers bigint[])
    LANGUAGE sql STABLE {SAFE} AS $$
        SELECT p.id, p.home_id, p.state, p.name, p.sex, p.born, p.ethnicity, p.native_place, p.education, p.political,
            p.household, p.household_region, p.is_migrant, p.work_state, p.skill, p.new_form, p.platform, p.died,
            m.id, m.union_id, m.state, m.joined, m.number,
            (SELECT string_agg(d.kind, ',' ORDER BY d.is_main DESC, d.id) FROM people_identitydocument d
                WHERE d.person_id = p.id),
            s.phones[1], s.phones[2], s.addresses[1], s.cards[1],
            (SELECT array_agg(e.employer_id) FROM people_employment e WHERE e.person_id = p.id AND e.ended IS NULL)
        FROM unnest(p_ids) g (id) JOIN people_person p ON p.id = g.id
        JOIN people_union u ON u.id = p.home_id AND u.place <@ {REACH}
        LEFT JOIN people_membership m ON m.person_id = p.id AND m.state IN {LIVING}
        LEFT JOIN LATERAL (
            SELECT array_agg(d.value ORDER BY d.position) FILTER (WHERE d.kind = 'phone') AS phones,
                array_agg(d.value ORDER BY d.position) FILTER (WHERE d.kind = 'address') AS addresses,
                array_agg(d.value ORDER BY d.position) FILTER (WHERE d.kind = 'bank_card') AS cards
            FROM people_sealeddetail d WHERE d.person_id = p.id
        ) s ON true
    $$
"""
# Every list but the first ones says by `at`, counted from 1, to which of the new persons a row belongs: so it can't be
# anybody's who is there already.
ENTER = f"""
    CREATE FUNCTION people_roster_enter(
        p_made timestamptz, p_ids bigint[], p_homes bigint[], p_states text[], p_lacks text[], p_names text[],
        p_keys text[], p_sexes text[], p_born date[], p_ethnicities text[], p_natives text[], p_educations text[],
        p_politicals text[], p_households text[], p_regions text[], p_migrants boolean[], p_works text[],
        p_skills text[], p_forms text[], p_platforms text[], p_tokens text[],
        d_at int[], d_kinds text[], d_numbers bytea[], d_until date[], d_main boolean[],
        s_at int[], s_kinds text[], s_values bytea[], s_positions int[],
        i_at int[], i_kinds text[], i_keys int[], i_digests bytea[],
        e_at int[], e_employers bigint[], e_kinds text[], e_titles text[], e_started date[],
        m_at int[], m_ids bigint[], m_states text[], m_origins text[], m_notes text[], m_numbers text[],
        m_joined date[], m_started date[],
        x_at int[], x_since date, x_roster uuid
    ) RETURNS void LANGUAGE plpgsql {SAFE} AS $$
    BEGIN
        IF EXISTS (
            SELECT FROM (SELECT DISTINCT unnest(p_homes)) h (id)
            LEFT JOIN people_union u ON u.id = h.id AND u.place <@ {REACH} WHERE u.id IS NULL
        ) THEN
            RAISE insufficient_privilege USING MESSAGE = 'a union outside the scope';
        END IF;
        INSERT INTO people_person (id, home_id, state, lacks, name, name_key, sex, born, ethnicity, native_place,
            education, political, household, household_region, is_migrant, work_state, skill, new_form, platform,
            created, changed)
        SELECT g.*, p_made, p_made FROM unnest(p_ids, p_homes, p_states, p_lacks, p_names, p_keys, p_sexes, p_born,
            p_ethnicities, p_natives, p_educations, p_politicals, p_households, p_regions, p_migrants, p_works,
            p_skills, p_forms, p_platforms) g;
        -- In the order of their indexes, which then change page by page; digests also so that nobody waits in a circle.
        INSERT INTO people_personidentifier (person_id, kind, key_id, digest)
        SELECT p_ids[g.at], g.kind, g.key_id, g.digest
        FROM unnest(i_at, i_kinds, i_keys, i_digests) g (at, kind, key_id, digest) ORDER BY g.digest, g.kind, g.key_id;
        INSERT INTO people_personname (person_id, token)
        SELECT g.id, t.token FROM unnest(p_ids, p_tokens) g (id, tokens), string_to_table(g.tokens, E'\\n') t (token)
        ORDER BY t.token;
        INSERT INTO people_identitydocument (person_id, kind, number, valid_until, is_main)
        SELECT p_ids[g.at], g.kind, g.number, g.until, g.main
        FROM unnest(d_at, d_kinds, d_numbers, d_until, d_main) g (at, kind, number, until, main);
        INSERT INTO people_sealeddetail (person_id, kind, value, position)
        SELECT p_ids[g.at], g.kind, g.value, g.position
        FROM unnest(s_at, s_kinds, s_values, s_positions) g (at, kind, value, position);
        INSERT INTO people_employment (person_id, employer_id, kind, title, started)
        SELECT p_ids[g.at], g.employer, g.kind, g.title, g.started
        FROM unnest(e_at, e_employers, e_kinds, e_titles, e_started) g (at, employer, kind, title, started);
        INSERT INTO people_membership (id, person_id, union_id, state, origin, origin_note, number, joined, started)
        SELECT g.id, p_ids[g.at], p_homes[g.at], g.state, g.origin, g.note, g.number, g.joined, g.started
        FROM unnest(m_at, m_ids, m_states, m_origins, m_notes, m_numbers, m_joined, m_started)
            g (at, id, state, origin, note, number, joined, started);
        INSERT INTO people_membershipchange (membership_id, state, day, reason, entered)
        SELECT g.id, g.state, g.started, '', p_made FROM unnest(m_ids, m_states, m_started) g (id, state, started);
        INSERT INTO people_expected (person_id, union_id, roster_id, since)
        SELECT p_ids[g.at], p_homes[g.at], x_roster, x_since FROM unnest(x_at) g (at);
    END $$
"""
FUNCTIONS = {
    "people_roster_known": KNOWN,
    "people_roster_records": RECORDS,
    "people_roster_enter": ENTER,
}
UNION = f"EXISTS (SELECT 1 FROM people_union u WHERE u.id = union_id AND u.place <@ {REACH})"
OF_ROSTER = "EXISTS (SELECT 1 FROM people_roster r WHERE r.id = roster_id)"
OF_PERSON = "EXISTS (SELECT 1 FROM people_person p WHERE p.id = person_id)"
POLICIES = {
    "people_roster": UNION,
    "people_rosterpiece": OF_ROSTER,
    "people_rosterpart": OF_ROSTER,
    "people_expected": OF_PERSON,
}
# Sealed content does not become smaller, and its compression was done before.
PLAIN = (("people_rosterpiece", "content"), ("people_rosterpart", "content"), ("people_rosterpart", "marks"),
         ("people_rosterpart", "done"), ("people_roster", "book"))  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0090_persons_checks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="personidentifier",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="identifiers",
                to="people.person",
            ),
        ),
        migrations.AlterField(
            model_name="personname",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="name_tokens",
                to="people.person",
            ),
        ),
        migrations.CreateModel(
            name="Roster",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "purpose",
                    models.CharField(
                        choices=[("members", "list of members"), ("employer", "employer's list, to compare")],
                        default="members",
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "columns to be chosen"),
                            ("checking", "being checked"),
                            ("checked", "checked: look at it and commit"),
                            ("committing", "being committed"),
                            ("committed", "committed"),
                            ("undoing", "being undone"),
                            ("undone", "undone"),
                            ("cancelled", "cancelled"),
                            ("unreadable", "can't be read"),
                        ],
                        default="uploaded",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=40)),
                ("file_name", models.CharField(max_length=160, verbose_name="file")),
                ("size", models.PositiveBigIntegerField()),
                ("digest", models.BinaryField(max_length=32)),
                ("book", models.BinaryField(null=True)),
                ("sheet", models.CharField(blank=True, default="", max_length=64, verbose_name="sheet")),
                ("heading", models.PositiveIntegerField(default=0)),
                ("titles", models.JSONField(default=list)),
                ("mapping", models.JSONField(default=dict)),
                ("layout", models.CharField(blank=True, default="", max_length=40)),
                ("origin", models.CharField(blank=True, default="", max_length=12, verbose_name="kind of entry")),
                ("word", models.CharField(blank=True, default="", max_length=128, verbose_name="on whose word")),
                ("rows", models.PositiveIntegerField(default=0)),
                ("counts", models.JSONField(default=dict)),
                ("reasons", models.JSONField(default=dict)),
                ("round", models.PositiveSmallIntegerField(default=0)),
                ("jobs", models.JSONField(default=list)),
                ("made", models.DateTimeField(default=niangjia.foundation.clock.now, editable=False)),
                ("committed", models.DateTimeField(blank=True, null=True)),
                ("undone", models.DateTimeField(blank=True, null=True)),
                ("kept_until", models.DateTimeField(default=niangjia.engines.people.roster.models.kept_until)),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rosters", to="people.union"
                    ),
                ),
            ],
            options={
                "verbose_name": "uploaded list",
                "verbose_name_plural": "uploaded lists",
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Expected",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="expected", to="people.person"
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.union"
                    ),
                ),
                (
                    "roster",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.roster",
                    ),
                ),
            ],
            options={
                "verbose_name": "awaited application",
                "verbose_name_plural": "awaited applications",
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="RosterHabit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fields", models.JSONField(default=dict)),
                ("changed", models.DateTimeField(default=niangjia.foundation.clock.now, editable=False)),
                (
                    "union",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="roster_habit", to="people.union"
                    ),
                ),
            ],
            options={
                "verbose_name": "columns of a union's lists",
                "verbose_name_plural": "columns of unions' lists",
            },
        ),
        migrations.CreateModel(
            name="RosterPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("checked", "checked"), ("committed", "committed"), ("undone", "undone")],
                        default="checked",
                        max_length=12,
                    ),
                ),
                ("first_row", models.PositiveIntegerField()),
                ("rows", models.PositiveIntegerField()),
                ("bare", models.PositiveIntegerField(default=0)),
                ("counts", models.JSONField(default=dict)),
                ("reasons", models.JSONField(default=dict)),
                ("content", models.BinaryField()),
                ("marks", models.BinaryField()),
                ("done", models.BinaryField(null=True)),
                (
                    "roster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="people.roster"
                    ),
                ),
            ],
            options={
                "verbose_name": "part of an uploaded list",
                "verbose_name_plural": "parts of uploaded lists",
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="RosterPiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "roster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pieces", to="people.roster"
                    ),
                ),
            ],
            options={
                "verbose_name": "piece of an uploaded list",
                "verbose_name_plural": "pieces of uploaded lists",
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="roster",
            index=models.Index(fields=["union", "-made"], name="roster_of_union"),
        ),
        migrations.AddIndex(
            model_name="roster",
            index=models.Index(fields=["kept_until"], name="roster_kept"),
        ),
        migrations.AddIndex(
            model_name="expected",
            index=models.Index(fields=["union", "since"], name="expected_union"),
        ),
        migrations.AddConstraint(
            model_name="rosterpart",
            constraint=models.UniqueConstraint(fields=("roster", "round", "number"), name="one_roster_part"),
        ),
        migrations.AddConstraint(
            model_name="rosterpiece",
            constraint=models.UniqueConstraint(fields=("roster", "number"), name="one_roster_piece"),
        ),
        *(
            migrations.RunSQL(
                [
                    f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                    f"CREATE POLICY scope ON {table} USING ({condition})",
                ],
                migrations.RunSQL.noop,
            )
            for table, condition in POLICIES.items()
        ),
        migrations.RunSQL(
            [f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE EXTERNAL" for table, column in PLAIN],
            migrations.RunSQL.noop,
        ),
        *(migrations.RunSQL(make, f"DROP FUNCTION {name}") for name, make in FUNCTIONS.items()),
    ]
