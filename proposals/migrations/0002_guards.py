"""What was answered cannot change: neither the wording nor the answer.

A name, an address or a 状況 under an answer may be wiped, never written anew. Versions, letters and the life story are
guarded in ``screening``, which knows when their years are over.
"""

from django.db import migrations

GUARD = """
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
       OR NEW.answered_by NOT IN ('', OLD.answered_by)
       OR NEW.address NOT IN ('', OLD.address)
       OR NEW.detail NOT IN ('', OLD.detail)
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
"""


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_first"), ("core", "0003_guards")]

    operations = [migrations.RunSQL(GUARD, NO_GUARD)]
