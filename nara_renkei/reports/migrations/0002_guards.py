"""A statement that a 課 has answered keeps its words: what was asked stays beside the level that was given."""

from django.db import migrations

GUARD = """
CREATE FUNCTION refuse_answered_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM reports_selfcheckanswer WHERE statement_id = OLD.id)
       AND (TG_OP = 'DELETE' OR (NEW.picture, NEW.position, NEW.text, NEW.from_year)
                                IS DISTINCT FROM (OLD.picture, OLD.position, OLD.text, OLD.from_year))
    THEN
        RAISE EXCEPTION 'an answered statement cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER answered_statement BEFORE UPDATE OR DELETE ON reports_selfcheckstatement
    FOR EACH ROW EXECUTE FUNCTION refuse_answered_statement();
"""

NO_GUARD = """
DROP TRIGGER answered_statement ON reports_selfcheckstatement;
DROP FUNCTION refuse_answered_statement();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_first")]

    operations = [migrations.RunSQL(GUARD, NO_GUARD)]
