"""nara_staff, in which the requests of staff run (ADR 0031), and nara_backup, which reads everything and writes nothing.

Roles belong to the whole cluster: made when absent, never dropped, and another database of the cluster may do the same
at the same moment. nara_staff is a member of nara_app and so follows its rights; the policies of screening narrow them.
"""

from django.db import migrations

STAFF = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'nara_staff') THEN
        CREATE ROLE nara_staff NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
    IF NOT pg_has_role('nara_staff', 'nara_app', 'USAGE') THEN
        GRANT nara_app TO nara_staff;
    END IF;
EXCEPTION WHEN unique_violation THEN NULL;
END $$;
DO $$ BEGIN
    IF NOT pg_has_role(session_user, 'nara_staff', 'MEMBER') THEN
        EXECUTE format('GRANT nara_staff TO %I', session_user);
    END IF;
-- where a DBA made the roles, the DBA grants them; /readyz says when it was forgotten
EXCEPTION WHEN insufficient_privilege OR unique_violation THEN NULL;
END $$;
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
    dependencies = [("core", "0007_whose_session")]

    operations = [
        # the roles stay: another database of the cluster may use them
        migrations.RunSQL(STAFF, migrations.RunSQL.noop),
        migrations.RunSQL(BACKUP, NO_BACKUP),
    ]
