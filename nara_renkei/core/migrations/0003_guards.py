"""The audit cannot change: neither what was written down nor its seals. ``refuse_change`` serves the other apps too."""

from django.db import migrations

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
GRANT UPDATE, DELETE ON core_auditevent, core_auditseal, core_sealedevent TO nara_app;
DROP TRIGGER append_only ON core_sealedevent;
DROP TRIGGER append_only ON core_auditseal;
DROP TRIGGER append_only ON core_auditevent;
DROP FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_roles")]

    operations = [migrations.RunSQL(GUARD, NO_GUARD)]
