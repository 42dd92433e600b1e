"""What was scored, declared or found cannot change, nor the criteria that somebody was named to score by."""

from django.db import migrations

GUARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON screening_score
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON screening_finding
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON screening_conflictdeclaration
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_used_criteria() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM screening_assessor
               WHERE criteria_set_id IN ((to_jsonb(OLD) ->> TG_ARGV[0])::bigint, (to_jsonb(NEW) ->> TG_ARGV[0])::bigint))
    THEN
        RAISE EXCEPTION 'used criteria cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER used_criteria BEFORE UPDATE OR DELETE ON screening_criteriaset
    FOR EACH ROW EXECUTE FUNCTION refuse_used_criteria('id');
CREATE TRIGGER used_criteria BEFORE INSERT OR UPDATE OR DELETE ON screening_criterion
    FOR EACH ROW EXECUTE FUNCTION refuse_used_criteria('criteria_set_id');
"""

NO_GUARD = """
DROP TRIGGER used_criteria ON screening_criterion;
DROP TRIGGER used_criteria ON screening_criteriaset;
DROP FUNCTION refuse_used_criteria();
DROP TRIGGER append_only ON screening_conflictdeclaration;
DROP TRIGGER append_only ON screening_finding;
DROP TRIGGER append_only ON screening_score;
"""


class Migration(migrations.Migration):
    dependencies = [("screening", "0016_judging"), ("core", "0002_roles_and_audit_guard")]

    operations = [migrations.RunSQL(GUARD, NO_GUARD)]
