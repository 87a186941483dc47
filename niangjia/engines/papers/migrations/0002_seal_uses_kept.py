"""A line of the book of seal uses is never changed; what it says may be sealed with another key."""

from django.db import migrations

KEEP = """
    CREATE FUNCTION papers_sealuse_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF to_jsonb(NEW) - 'title' IS DISTINCT FROM to_jsonb(OLD) - 'title'
            OR get_byte(NEW.title, 1) = get_byte(OLD.title, 1)
        THEN
            RAISE EXCEPTION 'a line of the book of seal uses is never changed' USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER papers_sealuse_kept BEFORE UPDATE ON papers_sealuse
        FOR EACH ROW EXECUTE FUNCTION papers_sealuse_kept();
"""
DROP = "DROP TRIGGER papers_sealuse_kept ON papers_sealuse; DROP FUNCTION papers_sealuse_kept();"


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]

    operations = [migrations.RunSQL(KEEP, DROP)]
