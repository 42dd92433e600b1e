"""What binds cannot change: submitted versions, told letters, the life story, and answered wording.

Of an answer only the person's name and address may be wiped, when its proposal's retention ends.
"""

from django.db import migrations

GUARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON proposals_submission
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON proposals_letter
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON proposals_statuschange
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_answered_wording() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM proposals_pledgeanswer WHERE item_id = OLD.id)
       AND (TG_OP = 'DELETE'
            OR (OLD.code, OLD.version, OLD.kind, OLD.scope, OLD.text, OLD.basis, OLD.choices)
               IS DISTINCT FROM (NEW.code, NEW.version, NEW.kind, NEW.scope, NEW.text, NEW.basis, NEW.choices))
    THEN
        RAISE EXCEPTION 'answered wording cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER answered_wording BEFORE UPDATE OR DELETE ON proposals_pledgeitem
    FOR EACH ROW EXECUTE FUNCTION refuse_answered_wording();

CREATE FUNCTION refuse_changed_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.proposal_id, OLD.organization_id, OLD.item_id, OLD.answer, OLD.text_sha256, OLD.answered_at)
       IS DISTINCT FROM (NEW.proposal_id, NEW.organization_id, NEW.item_id, NEW.answer, NEW.text_sha256, NEW.answered_at)
    THEN
        RAISE EXCEPTION 'evidence cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence BEFORE UPDATE ON proposals_pledgeanswer
    FOR EACH ROW EXECUTE FUNCTION refuse_changed_answer();
CREATE TRIGGER evidence_stays BEFORE DELETE ON proposals_pledgeanswer
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""

NO_GUARD = """
DROP TRIGGER evidence_stays ON proposals_pledgeanswer;
DROP TRIGGER evidence ON proposals_pledgeanswer;
DROP FUNCTION refuse_changed_answer();
DROP TRIGGER answered_wording ON proposals_pledgeitem;
DROP FUNCTION refuse_answered_wording();
DROP TRIGGER append_only ON proposals_statuschange;
DROP TRIGGER append_only ON proposals_letter;
DROP TRIGGER append_only ON proposals_submission;
"""


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_first"), ("core", "0002_roles_and_audit_guard")]

    operations = [migrations.RunSQL(GUARD, NO_GUARD)]
