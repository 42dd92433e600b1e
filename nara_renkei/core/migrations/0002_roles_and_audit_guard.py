"""The roles owner / app / company, and the guard on the audit.

The owner is whoever migrates. The app works as nara_app: it may not TRUNCATE anything, nor change the
audit. nara_company gets its tables with the row-level policies. Roles belong to the whole cluster, so
they are made when absent and never dropped.
"""

from django.db import migrations

ROLES = """
DO $$
DECLARE wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['nara_app', 'nara_company'] LOOP
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END;
    END LOOP;
END $$;
GRANT USAGE ON SCHEMA public TO nara_app, nara_company;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO nara_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO nara_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO nara_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO nara_app;
"""

NO_ROLES = """
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM nara_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM nara_app;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM nara_app;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM nara_app;
REVOKE USAGE ON SCHEMA public FROM nara_app, nara_company;
"""

GUARD = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core_auditevent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core_auditseal
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core_sealedevent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON core_auditevent, core_auditseal, core_sealedevent FROM nara_app;
"""

NO_GUARD = """
DROP TRIGGER append_only ON core_auditevent;
DROP TRIGGER append_only ON core_auditseal;
DROP TRIGGER append_only ON core_sealedevent;
DROP FUNCTION refuse_change();
"""

CACHE = """
CREATE TABLE core_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX core_cache_expires ON core_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_first")]

    operations = [
        migrations.RunSQL(ROLES, NO_ROLES),
        migrations.RunSQL(GUARD, NO_GUARD),
        migrations.RunSQL(CACHE, "DROP TABLE core_cache;"),
    ]
