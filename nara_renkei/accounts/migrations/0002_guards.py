"""An emergency access stays as it was: what was asked for never changes, what happened is written once, nothing
goes away.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION refuse_emergency_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
       OR OLD.closed_at IS NOT NULL
       OR (NEW.id, NEW.user_id, NEW.reason, NEW.minutes, NEW.token_sha256, NEW.made_at, NEW.made_by, NEW.expires_at)
          IS DISTINCT FROM
          (OLD.id, OLD.user_id, OLD.reason, OLD.minutes, OLD.token_sha256, OLD.made_at, OLD.made_by, OLD.expires_at)
       OR (OLD.used_at IS NOT NULL AND (NEW.used_at, NEW.used_from, NEW.ends_at)
          IS DISTINCT FROM (OLD.used_at, OLD.used_from, OLD.ends_at))
    THEN
        RAISE EXCEPTION 'an emergency access cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER emergency_history BEFORE UPDATE OR DELETE ON accounts_emergencyaccess
    FOR EACH ROW EXECUTE FUNCTION refuse_emergency_change();
"""
NO_GUARD = """
DROP TRIGGER emergency_history ON accounts_emergencyaccess;
DROP FUNCTION refuse_emergency_change();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_first")]

    operations = [migrations.RunSQL(GUARD, NO_GUARD)]
