"""Who works in the database. The owner is whoever migrates; nobody else may TRUNCATE or change a table.

A request runs as nara_app, that of a company as nara_company (ADR 0013), that of staff as nara_staff (ADR 0031).
nara_staff is a member of nara_app and so follows its rights, narrowed by policies; nara_company gets its tables one by
one, with its policies. nara_backup reads everything and writes nothing. Roles belong to the whole cluster: made when
absent, never dropped, and another database of the cluster may do the same at the same moment.
"""

from django.db import migrations

ROLES = """
DO $$
DECLARE wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['nara_app', 'nara_company', 'nara_staff'] LOOP
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END;
    END LOOP;
END $$;
DO $$ BEGIN
    IF NOT pg_has_role('nara_staff', 'nara_app', 'USAGE') THEN
        GRANT nara_app TO nara_staff;
    END IF;
EXCEPTION WHEN unique_violation THEN NULL;
END $$;
"""

# Who migrates is who signs in later. Where a DBA made the roles, the DBA grants them (guide-install.md), and /readyz
# says when it was forgotten.
MAY_BECOME_THEM = """
DO $$
DECLARE wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['nara_company', 'nara_staff'] LOOP
        BEGIN
            IF NOT pg_has_role(session_user, wanted, 'MEMBER') THEN
                EXECUTE format('GRANT %I TO %I', wanted, session_user);
            END IF;
        EXCEPTION WHEN insufficient_privilege OR unique_violation THEN NULL;
        END;
    END LOOP;
END $$;
"""

RIGHTS = """
GRANT USAGE ON SCHEMA public TO nara_app, nara_company;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO nara_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO nara_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO nara_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO nara_app;
"""
NO_RIGHTS = """
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM nara_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM nara_app;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM nara_app;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM nara_app;
REVOKE USAGE ON SCHEMA public FROM nara_app, nara_company;
"""

# Without a login: who operates gives it one (guide-backup.md). BYPASSRLS, so that pg_dump refuses to leave a row out
# instead of leaving it out; only a superuser can give it, so elsewhere the DBA makes the role.
BACKUP = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'nara_backup') THEN
        CREATE ROLE nara_backup NOLOGIN BYPASSRLS;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
END $$;
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'nara_backup') THEN
        GRANT USAGE ON SCHEMA public TO nara_backup;
        GRANT SELECT ON ALL TABLES IN SCHEMA public TO nara_backup;
        GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO nara_backup;
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO nara_backup;
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON SEQUENCES TO nara_backup;
    END IF;
END $$;
"""
NO_BACKUP = """
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'nara_backup') THEN
        ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM nara_backup;
        ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM nara_backup;
        REVOKE ALL ON ALL TABLES IN SCHEMA public FROM nara_backup;
        REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM nara_backup;
        REVOKE USAGE ON SCHEMA public FROM nara_backup;
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_first")]

    operations = [
        migrations.RunSQL(ROLES, migrations.RunSQL.noop),
        migrations.RunSQL(MAY_BECOME_THEM, migrations.RunSQL.noop),
        migrations.RunSQL(RIGHTS, NO_RIGHTS),
        migrations.RunSQL(BACKUP, NO_BACKUP),
    ]
